package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sapor serve --deadline --max-connections} as a process. */
final class ServeLimitsTest {

  @TempDir private Path folder = Path.of("");

  private String model() throws IOException {
    String model = folder.resolve("served.sapor").toString();
    String ratings = SampleData.ratings(folder).toString();
    CommandLineRun.ok("train", ratings, "--goal", "recommend", "--factors", "4", "--out", model);
    return model;
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String statusLine(Socket socket) throws IOException {
    try {
      String line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return String.valueOf(line);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Test
  void aLaterDeadlineLetsSlowBodiesInAndMoreConnectionsWait() throws Exception {
    ServedProcess served =
        ServedProcess.start(
            folder,
            List.of("-Dsapor.kernels=scalar"),
            model(),
            "--deadline",
            "1h",
            "--max-connections",
            "2");
    String body = "{\"history\": [\"i1\"]}";
    String head =
        "POST /v1/recommendations HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    try (Socket slow = connect(served.port());
        Socket fast = connect(served.port());
        Socket third = connect(served.port())) {
      // Two that are served, so that the third is one too many.
      write(fast, head + body);
      assertThat(statusLine(fast)).startsWith("HTTP/1.1 200");
      write(slow, head + body.substring(0, 5));
      write(third, head + body);
      third.setSoTimeout(500);
      assertThatThrownBy(() -> statusLine(third)).isInstanceOf(SocketTimeoutException.class);
      // Longer than the deadline would be without the option.
      Thread.sleep(2500);
      write(slow, body.substring(5));
      assertThat(statusLine(slow)).startsWith("HTTP/1.1 200");
      fast.shutdownOutput();
      third.setSoTimeout(60_000);
      assertThat(statusLine(third)).startsWith("HTTP/1.1 200");
    }
    CommandLineRun end = served.stop();
    assertThat(end.code()).as(end.err()).isZero();
  }

  @Test
  void limitsThatCannotBeAreErrorsOfUsage() throws IOException {
    String model = model();
    for (List<String> wrong :
        List.of(
            List.of("--deadline", "0s", "deadline"),
            List.of("--deadline", "soon", "'soon'"),
            List.of("--max-connections", "0", "connections"),
            List.of("--max-connections", "many", "'many'"))) {
      CommandLineRun run =
          CommandLineRun.of("serve", model, "--for", "0s", wrong.get(0), wrong.get(1));
      assertThat(run.code()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).contains(wrong.get(2));
      assertThat(run.out()).isEmpty();
    }
  }
}
