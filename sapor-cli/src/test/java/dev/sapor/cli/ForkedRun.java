package dev.sapor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One command as a process of its own, with the class path of this one. */
final class ForkedRun {

  private static final int PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private ForkedRun(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts a command; its streams go to files in a folder. */
  static ForkedRun start(Path folder, List<String> jvmOptions, String... args) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    return start(folder, jvmOptions, out, args);
  }

  /** Starts a command whose stdout goes to a given file. */
  static ForkedRun start(Path folder, List<String> jvmOptions, Path out, String... args)
      throws IOException {
    Path err = Files.createTempFile(folder, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Sapor.class.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new ForkedRun(builder.start(), out, err);
  }

  /** The end of the command. */
  CommandLineRun end() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end after " + PATIENCE_SECONDS + " seconds");
    }
    String printed = Files.isRegularFile(out) ? text(out) : "";
    return new CommandLineRun(process.exitValue(), printed, text(err));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process process() {
    return process;
  }
}
