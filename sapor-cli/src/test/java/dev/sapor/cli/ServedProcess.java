package dev.sapor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code sapor serve} as a process of its own, at a port that was free.
 *
 * @param run the process
 * @param url where its page is
 */
record ServedProcess(ForkedRun run, String url) {

  private static final Pattern URL = Pattern.compile("https?://127\\.0\\.0\\.1:[0-9]+/");

  /** Starts a server and waits until it says where it is. */
  static ServedProcess start(Path folder, List<String> jvmOptions, String... more)
      throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of("serve", "--port", "0"));
    args.addAll(List.of(more));
    return startCommand(folder, jvmOptions, args.toArray(String[]::new));
  }

  /** Starts a command that serves and waits until it says where. */
  static ServedProcess startCommand(Path folder, List<String> jvmOptions, String... args)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "serve", ".txt");
    ForkedRun run = ForkedRun.start(folder, jvmOptions, out, args);
    for (int look = 0; look < 2400 && run.process().isAlive(); look++) {
      Matcher url = URL.matcher(Files.readString(out));
      if (url.find()) {
        return new ServedProcess(run, url.group());
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the server did not start: " + run.end());
  }

  int port() {
    return Integer.parseInt(url.replaceAll(".*:([0-9]+)/", "$1"));
  }

  /** Ends it as an operator does, and returns all that it said. */
  CommandLineRun stop() throws IOException, InterruptedException {
    run.process().destroy();
    return run.end();
  }
}
