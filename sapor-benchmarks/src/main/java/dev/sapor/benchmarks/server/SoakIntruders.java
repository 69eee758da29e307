package dev.sapor.benchmarks.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that hold a connection or drop it: those that send a part of a request and no more, a
 * byte a second, or requests without end whose answers they do not take, must be cut off; those
 * that are gone before their answer must do no harm.
 */
final class SoakIntruders {

  private static final int HALF_OPEN = 20;
  private static final int TRICKLING = 4;
  private static final int GREEDY = 2;
  // The server cuts off after 15 s; a busy machine may take longer to get to it.
  private static final int CUT_OFF_WITHIN_MILLIS = 60_000;
  private static final int BETWEEN_ABORTS_MILLIS = 200;

  private final int port;
  private final String token;
  private final SoakTally tally;

  SoakIntruders(int port, String token, SoakTally tally) {
    this.port = port;
    this.token = token;
    this.tally = tally;
  }

  /** What a client does over a new connection. */
  @FunctionalInterface
  private interface Client {
    void run(Caller caller) throws IOException, InterruptedException;
  }

  /** All of them, each on a thread, until the soak is over. */
  List<Thread> start() {
    List<Thread> threads = new ArrayList<>();
    for (int k = 0; k < HALF_OPEN; k++) {
      byte[] half = half(k);
      threads.add(
          start(
              "half open, cut off",
              caller -> {
                caller.send(half);
                caller.awaitEnd(CUT_OFF_WITHIN_MILLIS);
              }));
    }
    for (int k = 0; k < TRICKLING; k++) {
      threads.add(start("a byte a second, cut off", this::trickle));
    }
    for (int k = 0; k < GREEDY; k++) {
      threads.add(start("answers not taken, cut off", this::neverRead));
    }
    threads.add(start("gone before the answer", this::abort));
    return threads;
  }

  /** Some with a token, so that their bodies are waited for. */
  private byte[] half(int k) {
    String text =
        new String(HalfOpen.HALVES.get(k % HalfOpen.HALVES.size()), StandardCharsets.US_ASCII);
    return text.replaceFirst(
            "localhost\r\n", "localhost\r\nAuthorization: Bearer " + token + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Thread start(String kind, Client client) {
    return Thread.ofVirtual()
        .start(() -> {
          while (!tally.isOver()) {
            try (Caller caller = new Caller(port)) {
              client.run(caller);
              tally.count(kind);
            } catch (SocketTimeoutException e) {
              tally.fault(kind, "still open after " + CUT_OFF_WITHIN_MILLIS + " ms");
            } catch (IOException e) {
              // Reset: cut off as well, with bytes of ours on the way.
              tally.count(kind);
            } catch (InterruptedException e) {
              return;
            }
          }
        });
  }

  private void trickle(Caller caller) throws IOException, InterruptedException {
    byte[] request =
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + "x".repeat(1000))
            .getBytes(StandardCharsets.US_ASCII);
    long start = System.nanoTime();
    for (byte one : request) {
      // Fails once the server has hung up.
      caller.send(new byte[] {one});
      Thread.sleep(1000);
      if (System.nanoTime() - start > CUT_OFF_WITHIN_MILLIS * 1_000_000L) {
        throw new SocketTimeoutException();
      }
    }
  }

  private void neverRead(Caller caller) throws IOException {
    byte[] request = Caller.question("GET", "/v1/map?n=1000", token, null);
    while (!tally.isOver()) {
      // Blocks when all buffers between are full, and fails when the server has hung up.
      caller.send(request);
    }
  }

  private void abort(Caller caller) throws IOException, InterruptedException {
    byte[] request = Caller.question("GET", "/v1/map?n=1000", token, null);
    caller.send(request);
    Thread.sleep(System.nanoTime() % 5);
    caller.abort();
    Thread.sleep(BETWEEN_ABORTS_MILLIS);
  }
}
