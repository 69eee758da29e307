package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.Program;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.server.SaporServer;
import dev.sapor.server.ServerConfig;
import dev.sapor.server.live.ServedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Asks a server in this process over loopback for the ten best unseen items of users, and prints
 * how many answers a second it gives beside the search alone, and how long one takes at a part of
 * that. Requests of the second part have a timetable: a late answer makes the next ones late too,
 * and their time counts from when they were due.
 */
@Command(
    name = "HttpLoad",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Throughput and latency of the server, from the same machine.")
public final class HttpLoad implements Callable<Integer> {

  @Option(names = "--items", defaultValue = "59000", description = "Items (${DEFAULT-VALUE}).")
  private int items;

  @Option(names = "--factors", defaultValue = "64", description = "Factors (${DEFAULT-VALUE}).")
  private int factors;

  @Option(names = "--users", defaultValue = "2000", description = "Users (${DEFAULT-VALUE}).")
  private int users;

  @Option(names = "--spread", defaultValue = "0", description = "Lengths of items: e^N(0, s²).")
  private double spread;

  @Option(names = "--seconds", defaultValue = "8", description = "Of each part (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--connections",
      defaultValue = "8",
      description = "Connections (${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--part",
      defaultValue = "0.8",
      description = "Part of the greatest throughput for the second part (${DEFAULT-VALUE}).")
  private double part;

  @Override
  public Integer call() throws IOException, InterruptedException {
    FactorModel model = new RandomModel(users, items, factors, spread).make();
    ServedModel served = ServedModel.of("load", "0".repeat(64), model);
    try (SaporServer server =
        SaporServer.start(ServerConfig.defaults().withAddress("127.0.0.1", 0, false))) {
      server.serve(served);
      byte[][] questions = new byte[users][];
      for (int user = 0; user < users; user++) {
        questions[user] =
            Caller.question("/v1/users/" + model.users().id(user) + "/recommendations?n=10");
      }
      Connections asking = new Connections(server.port(), connections);
      for (int round = 0; round < 3; round++) {
        double alone = alone(served);
        double most = asking.throughput(questions, seconds);
        System.out.printf(
            "%,d items x %d, search %s: %,.0f searches/s in process on 2 threads, %,.0f requests/s over HTTP (%.0f %%)%n",
            items, factors, served.index().search(), alone, most, 100 * most / alone);
        latency(asking, questions, part * most, seconds);
      }
    }
    return 0;
  }

  /** Searches a second of two threads that do nothing else. */
  private double alone(ServedModel served) throws InterruptedException {
    FactorModel model = served.model();
    var seen = model.history().orElseThrow().byUser();
    long end = System.nanoTime() + seconds * 1_000_000_000L / 2;
    AtomicLong done = new AtomicLong();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 2; thread++) {
      int offset = thread;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int k = offset; System.nanoTime() < end; k += 2) {
                  served
                      .index()
                      .best(model.factors().users(), k % users, 0, 10, ItemFilter.unseen(), seen);
                  done.incrementAndGet();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return done.get() * 1e9 / (System.nanoTime() - start);
  }

  private static void latency(Connections asking, byte[][] questions, double rate, int seconds)
      throws InterruptedException {
    TimedReplies replies = asking.byTimetable(questions, rate, seconds);
    Latencies served = replies.sinceDue(200);
    System.out.printf(
        "  at %,.0f requests/s: p50 %.2f ms, p99 %.2f ms, greatest %.1f ms, %d refused%n",
        rate, served.quantile(.5), served.quantile(.99), served.greatest(), replies.count(503));
  }

  public static void main(String[] args) {
    Program.run(new HttpLoad(), args);
  }
}
