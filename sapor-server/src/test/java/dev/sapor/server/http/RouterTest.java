package dev.sapor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way of a call whose time is over. */
final class RouterTest {

  private final List<String> heard = new ArrayList<>();

  private Answer answer(Route route, Duration patience) {
    Router router =
        new Router(
            List.of(route),
            Tokens.none(),
            new Admission(1, 0, Duration.ofMillis(1)),
            Origins.any(),
            (template, status, nanos) -> heard.add(template + " " + status));
    return router.answer(() -> new Call("GET", "/work", "", Map.of(), () -> new byte[0], patience));
  }

  private static void assertOverdue(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsKey("Retry-After");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("deadline");
  }

  @Test
  void workThatPassesTheDeadlineEndsInAProblem() {
    Route endless =
        Route.get(
            "/work",
            call -> {
              while (true) {
                call.checkTime();
                Thread.onSpinWait();
              }
            });
    assertOverdue(answer(endless, Duration.ofMillis(50)));
    assertThat(heard).containsExactly("/work 503");
  }

  @Test
  void workWhoseDeadlineHasPassedIsNotBegun() {
    List<String> begun = new ArrayList<>();
    Route work =
        Route.get(
            "/work",
            call -> {
              begun.add("work");
              return Answer.of("text/plain", new byte[0]);
            });
    assertOverdue(answer(work, Duration.ofNanos(1)));
    assertThat(begun).isEmpty();
    assertThat(answer(work.atOnce(), Duration.ofNanos(1)).status()).isEqualTo(200);
    assertThat(answer(work, Duration.ofHours(1)).status()).isEqualTo(200);
    assertThat(begun).hasSize(2);
  }
}
