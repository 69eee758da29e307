package dev.sapor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.eval.Figure;
import dev.sapor.server.http.Tokens;
import dev.sapor.server.live.EvaluationReport;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of a configuration changes what it names and nothing else. */
final class ServerConfigTest {

  @TempDir private Path folder = Path.of("");

  private static Set<String> changed(ServerConfig before, UnaryOperator<ServerConfig> change)
      throws ReflectiveOperationException {
    ServerConfig after = change.apply(before);
    Set<String> names = new TreeSet<>();
    for (RecordComponent component : ServerConfig.class.getRecordComponents()) {
      if (!Objects.equals(
          component.getAccessor().invoke(before), component.getAccessor().invoke(after))) {
        names.add(component.getName());
      }
    }
    return names;
  }

  @Test
  void eachChangeKeepsTheRest() throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens"), "read a-token-of-some-length\n");
    EvaluationReport report =
        new EvaluationReport(
            "report",
            Optional.empty(),
            1,
            OptionalLong.empty(),
            List.of(new Figure("rmse", 1, Optional.empty())),
            Map.of(),
            List.of());
    ServerConfig full =
        ServerConfig.defaults()
            .withAccess(Tokens.read(tokens), SSLContext.getDefault())
            .withAddress("localhost", 1, true)
            .withFolder(folder, true)
            .withFeedback(folder.resolve("log"))
            .withLimits(3, 5, Duration.ofSeconds(7), 9)
            .withEvaluations(List.of(report));
    assertThat(changed(ServerConfig.defaults(), config -> full))
        .hasSize(ServerConfig.class.getRecordComponents().length);
    assertThat(changed(full, config -> config.withAddress("127.0.0.1", 2, false)))
        .containsExactlyInAnyOrder("host", "port", "insecurePlaintext");
    assertThat(changed(full, config -> config.withAccess(Tokens.none(), null)))
        .containsExactlyInAnyOrder("tokens", "tls");
    assertThat(changed(full, config -> config.withFolder(null, false)))
        .containsExactlyInAnyOrder("folder", "watch");
    assertThat(changed(full, config -> config.withFeedback(null))).containsExactly("feedback");
    assertThat(changed(full, config -> config.withLimits(4, 6, Duration.ofSeconds(8), 10)))
        .containsExactlyInAnyOrder("turns", "mostWaiting", "patience", "maxConnections");
    assertThat(changed(full, config -> config.withEvaluations(List.of())))
        .containsExactly("evaluations");
  }

  @Test
  void whatCannotBeIsRefused() {
    ServerConfig defaults = ServerConfig.defaults();
    assertThatThrownBy(() -> defaults.withAddress("127.0.0.1", 65536, false))
        .hasMessageContaining("65536");
    assertThatThrownBy(() -> defaults.withLimits(0, 0, Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> defaults.withLimits(1, 0, Duration.ZERO, 1))
        .hasMessageContaining("deadline");
    assertThatThrownBy(() -> defaults.withLimits(1, 0, Duration.ofSeconds(1), 0))
        .hasMessageContaining("connections");
    assertThatThrownBy(() -> defaults.withFolder(null, true)).hasMessageContaining("folder");
  }
}
