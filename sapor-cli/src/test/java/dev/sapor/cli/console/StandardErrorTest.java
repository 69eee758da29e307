package dev.sapor.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are started as the launcher starts them: stderr aside, 2 on nothing. */
class StandardErrorTest {

  private static final String OPENED = "--add-opens=java.base/sun.nio.fs=ALL-UNNAMED";
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @TempDir private Path folder;

  /** What the process does: puts stderr back and speaks, by Java and by the JVM. */
  public static final class Speaker {
    public static void main(String[] args) {
      StandardError.restore();
      System.err.println("heard");
    }

    private Speaker() {}
  }

  /** The same by the C library alone. */
  public static final class LibrarySpeaker {
    public static void main(String[] args) {
      boolean restored = StandardError.restoreByLibrary(9);
      System.err.println(restored ? "heard" : "not restored");
    }

    private LibrarySpeaker() {}
  }

  @Test
  void whatTheProgramSaysIsHeardAndWhatTheJvmSaidBeforeIsNot() throws Exception {
    assertThat(run(Speaker.class, "9>&2 2>/dev/null", VECTORS, OPENED, "-Dsapor.stderr=9"))
        .isEqualTo("heard\n");
  }

  @Test
  void anotherJdkMakesTheDetourThroughTheLibrary() throws Exception {
    // Not opened up: the short way is closed.
    assertThat(run(Speaker.class, "9>&2 2>/dev/null", VECTORS, "-Dsapor.stderr=9"))
        .isEqualTo("heard\n");
    assertThat(run(LibrarySpeaker.class, "9>&2 2>/dev/null", VECTORS)).isEqualTo("heard\n");
  }

  @Test
  void withoutALauncherNothingIsTouched() throws Exception {
    assertThat(run(Speaker.class, "9>&2", VECTORS))
        .isEqualTo("WARNING: Using incubator modules: jdk.incubator.vector\nheard\n");
  }

  @Test
  void withoutAnotherStderrNothingBreaks() throws Exception {
    assertThat(run(Speaker.class, "", OPENED, "-Dsapor.stderr=9")).isIn("", "heard\n");
  }

  private String run(Class<?> program, String redirection, String... options)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell to redirect with");
    Path said = folder.resolve("stderr");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "exec \"$@\" " + redirection, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(said.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return Files.readString(said, StandardCharsets.UTF_8);
  }
}
