package dev.sapor.benchmarks.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that behaves, alone and then beside connections that send a part of a request and no
 * more: a third of them nothing, a third half of the headers, a third half of a body. Where the
 * server cuts one off, another takes its place.
 */
final class HalfOpen {

  private static final int CLIENTS = 4;
  private static final int LONGEST_MILLIS = 60_000;

  /** What a half-open connection has sent. */
  static final List<byte[]> HALVES =
      List.of(
          new byte[0],
          "POST /v1/scores HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII),
          ("POST /v1/scores HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 1000\r\n\r\n{\"user\": ")
              .getBytes(StandardCharsets.US_ASCII));

  private final ServerProcess server;
  private final byte[][] questions;
  private final int count;
  private final double rate;
  private final double seconds;
  private final AtomicInteger cutOff = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  HalfOpen(ServerProcess server, byte[][] questions, int count, double rate, double seconds) {
    this.server = server;
    this.questions = questions;
    this.count = count;
    this.rate = rate;
    this.seconds = seconds;
  }

  void print(int rounds) throws IOException, InterruptedException {
    Connections clients = new Connections(server.port(), CLIENTS);
    System.out.printf(
        Locale.ROOT, "%n%s requests/s beside %,d half-open connections:%n%n", rate, count);
    System.out.println(
        "| round | alone: p50, ms | p99, ms | refused | beside them: p50, ms | p99, ms | refused"
            + " | cut off | open files | live heap, MiB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (int round = 0; round <= rounds; round++) {
      TimedReplies alone = clients.byTimetable(questions, rate, seconds);
      cutOff.set(0);
      AtomicBoolean over = new AtomicBoolean();
      List<Thread> threads = open(over);
      TimedReplies beside = clients.byTimetable(questions, rate, seconds);
      Vitals vitals = server.vitals();
      over.set(true);
      for (Thread thread : threads) {
        thread.interrupt();
        thread.join();
      }
      if (round > 0) {
        row(round, alone, beside, vitals);
      }
    }
    if (failed.get() > 0) {
      throw new IOException(failed + " half-open connections were neither taken nor cut off");
    }
  }

  private void row(int round, TimedReplies alone, TimedReplies beside, Vitals vitals) {
    System.out.printf(
        Locale.ROOT,
        "| %d | %.2f | %.2f | %d | %.2f | %.2f | %d | %,d | %,d | %.1f |%n",
        round,
        alone.sinceDue(200).quantile(.5),
        alone.sinceDue(200).quantile(.99),
        alone.size() - alone.count(200),
        beside.sinceDue(200).quantile(.5),
        beside.sinceDue(200).quantile(.99),
        beside.size() - beside.count(200),
        cutOff.get(),
        vitals.descriptors(),
        vitals.heapBytes() / 1048576.0);
  }

  /** Opens all; returns when they are open. */
  private List<Thread> open(AtomicBoolean over) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    CountDownLatch opened = new CountDownLatch(count);
    for (int k = 0; k < count; k++) {
      byte[] half = HALVES.get(k % HALVES.size());
      threads.add(Thread.ofVirtual().start(() -> keep(half, opened, over)));
    }
    opened.await();
    return threads;
  }

  private void keep(byte[] half, CountDownLatch opened, AtomicBoolean over) {
    try {
      while (!over.get()) {
        try (Caller caller = new Caller(server.port())) {
          caller.send(half);
          opened.countDown();
          caller.awaitEnd(LONGEST_MILLIS);
          cutOff.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // Interrupted at the end, or never cut off.
      if (!over.get()) {
        failed.incrementAndGet();
      }
    } finally {
      opened.countDown();
    }
  }
}
