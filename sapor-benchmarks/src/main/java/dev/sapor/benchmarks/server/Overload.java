package dev.sapor.benchmarks.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A flood by a timetable: requests come whether or not others were answered. The most that the
 * server answers is measured before each, with as many connections as keep it busy and no more.
 *
 * <p>The first round warms up and has the samples of the heap: a sample makes the server collect,
 * which would show in the times of the others.
 */
final class Overload {

  private static final int BUSY = 8;
  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(3);

  private final ServerProcess server;
  private final byte[][] questions;
  private final double times;
  private final double seconds;
  private final Connections busy;
  private final Connections flood;

  Overload(
      ServerProcess server, byte[][] questions, double times, int connections, double seconds) {
    this.server = server;
    this.questions = questions;
    this.times = times;
    this.seconds = seconds;
    busy = new Connections(server.port(), BUSY);
    flood = new Connections(server.port(), connections);
  }

  void print(int rounds) throws IOException, InterruptedException {
    double first = busy.throughput(questions, seconds);
    List<Vitals> samples = new ArrayList<>();
    samples.add(server.vitals());
    Thread flooding =
        Thread.ofPlatform()
            .start(() -> {
              try {
                flood.byTimetable(questions, times * first, 2 * seconds);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    while (!flooding.join(BETWEEN_SAMPLES)) {
      samples.add(server.vitals());
    }
    samples.add(server.vitals());
    System.out.printf("%s times what it answers:%n%n", times);
    System.out.println(
        "| round | most, answers/s | asked/s | answers/s | of most | p50, ms | p99, ms"
            + " | refused/s | p50, ms | p99, ms | greatest | neither |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (int round = 1; round <= rounds; round++) {
      double most = busy.throughput(questions, seconds);
      row(round, most, flood.byTimetable(questions, times * most, seconds));
    }
    System.out.println("\nbefore, during and after the flood of the first round:\n");
    System.out.println(
        "| live heap, MiB | resident, MiB | threads | open files |\n|---|---|---|---|");
    for (Vitals vitals : samples) {
      System.out.printf(
          Locale.ROOT,
          "| %.1f | %.0f | %d | %d |%n",
          vitals.heapBytes() / 1048576.0,
          vitals.residentBytes() / 1048576.0,
          vitals.threads(),
          vitals.descriptors());
    }
  }

  private static void row(int round, double most, TimedReplies replies) {
    int served = replies.count(200);
    int refused = replies.count(503);
    Latencies good = replies.sinceSent(200);
    Latencies bad = replies.sinceSent(503);
    System.out.printf(
        Locale.ROOT,
        "| %d | %,.0f | %,.0f | %,.0f | %.0f %% | %.1f | %.1f | %,.0f | %.1f | %.1f | %.1f | %d |%n",
        round,
        most,
        replies.rate(),
        replies.perSecond(served),
        100 * replies.perSecond(served) / most,
        good.quantile(.5),
        good.quantile(.99),
        replies.perSecond(refused),
        bad.quantile(.5),
        bad.quantile(.99),
        bad.greatest(),
        replies.size() - served - refused);
  }
}
