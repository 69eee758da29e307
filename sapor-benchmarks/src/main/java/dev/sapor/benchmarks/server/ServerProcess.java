package dev.sapor.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sapor serve} of this tree as a process of its own; what it says is kept in a folder. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:([0-9]+)/");
  // The launcher builds first if a source is newer.
  private static final int STARTS_WITHIN_SECONDS = 600;
  private static final int ENDS_WITHIN_SECONDS = 60;

  private final Process process;
  private final Path err;
  private final int port;

  private ServerProcess(Process process, Path err, int port) {
    this.process = process;
    this.err = err;
    this.port = port;
  }

  /**
   * Starts a server and waits until it listens and a model serves.
   *
   * @param folder for its stdout and stderr
   * @param args those of {@code sapor serve}, but for the port
   */
  static ServerProcess start(Path folder, List<String> args)
      throws IOException, InterruptedException {
    String root = System.getProperty("sapor.root");
    if (root == null) {
      throw new IOException(
          "start this program by sapor-benchmarks/run, which says where ./sapor is");
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Path.of(root, "sapor").toString(), "serve", "--port", "0"));
    command.addAll(args);
    Path out = folder.resolve("server.out");
    Path err = folder.resolve("server.err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    for (int look = 0; look < 10 * STARTS_WITHIN_SECONDS && process.isAlive(); look++) {
      Matcher url = URL.matcher(Files.readString(out));
      if (url.find()) {
        int port = Integer.parseInt(Objects.requireNonNull(url.group(1)));
        return new ServerProcess(process, err, port);
      }
      Thread.sleep(100);
    }
    process.destroyForcibly();
    throw new IOException("the server did not start: " + Files.readString(err).strip());
  }

  int port() {
    return port;
  }

  Vitals vitals() throws IOException, InterruptedException {
    return Vitals.of(process.pid());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Everything it said on stderr. */
  String said() throws IOException {
    return Files.readString(err);
  }

  /** Asks it to end, as a service manager does; returns its exit code. */
  int stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the server did not end within " + ENDS_WITHIN_SECONDS + " s");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
