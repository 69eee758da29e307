package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.Program;
import dev.sapor.data.Catalog;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.ValueRange;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.server.SaporServer;
import dev.sapor.server.ServerConfig;
import dev.sapor.server.live.ServedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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
    FactorModel model = model();
    ServedModel served = ServedModel.of("load", "0".repeat(64), model);
    try (SaporServer server =
        SaporServer.start(ServerConfig.defaults().withAddress("127.0.0.1", 0, false))) {
      server.serve(served);
      byte[][] questions = new byte[users][];
      for (int user = 0; user < users; user++) {
        questions[user] =
            Caller.question("/v1/users/" + model.users().id(user) + "/recommendations?n=10");
      }
      for (int round = 0; round < 3; round++) {
        double alone = alone(served);
        double most = throughput(server.port(), questions);
        System.out.printf(
            "%,d items x %d, search %s: %,.0f searches/s in process on 2 threads, %,.0f requests/s over HTTP (%.0f %%)%n",
            items, factors, served.index().search(), alone, most, 100 * most / alone);
        latency(server.port(), questions, part * most);
      }
    }
    return 0;
  }

  private FactorModel model() {
    RandomStream random = RandomStream.of(1, "http load");
    var builder = Interactions.builder();
    for (int item = 0; item < items; item++) {
      builder.add("u%06d".formatted(item % users), "i%06d".formatted(item), 1);
    }
    for (int user = 0; user < users; user++) {
      for (int k = 0; k < 100; k++) {
        builder.add("u%06d".formatted(user), "i%06d".formatted((user + k * 131 + 1) % items), 1);
      }
    }
    Interactions train = builder.build();
    Factors all =
        new Factors(
            rows(users, 0, random),
            rows(items, spread, random),
            0,
            new float[users],
            new float[items]);
    return new FactorModel(
        Goal.RECOMMEND,
        all,
        train.users(),
        train.items(),
        train.userCounts(),
        train.itemCounts(),
        new ValueRange(1, 1),
        new TrainingRecord("random", new TreeMap<>(), 1, train.digest(), train.size(), List.of()),
        Catalog.empty(items),
        new History(train.byUser()));
  }

  private FloatMatrix rows(int count, double spreading, RandomStream random) {
    FloatMatrix rows = FloatMatrix.zeros(count, factors);
    for (int row = 0; row < count; row++) {
      double length = StrictMath.exp(spreading * random.nextGaussian());
      for (int f = 0; f < factors; f++) {
        rows.set(row, f, (float) (length * random.nextGaussian()));
      }
    }
    return rows;
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

  /** Answers a second when every connection asks as soon as it was answered. */
  private double throughput(int port, byte[][] questions) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    AtomicLong answered = new AtomicLong();
    onEachConnection(
        port,
        (caller, connection) -> {
          for (int k = connection; System.nanoTime() < end; k += connections) {
            if (caller.ask(questions[k % questions.length]) == 200) {
              answered.incrementAndGet();
            }
          }
        });
    return answered.get() * 1e9 / (System.nanoTime() - start);
  }

  private void latency(int port, byte[][] questions, double rate) throws InterruptedException {
    int count = (int) (rate * seconds);
    long[] nanos = new long[count];
    AtomicInteger next = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    long start = System.nanoTime();
    onEachConnection(
        port,
        (caller, _) -> {
          for (int k = next.getAndIncrement(); k < count; k = next.getAndIncrement()) {
            long due = start + (long) (k / rate * 1e9);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            if (caller.ask(questions[k % questions.length]) != 200) {
              refused.incrementAndGet();
            }
            nanos[k] = System.nanoTime() - due;
          }
        });
    Arrays.sort(nanos);
    System.out.printf(
        "  at %,.0f requests/s: p50 %.2f ms, p99 %.2f ms, greatest %.1f ms, %d refused%n",
        rate,
        nanos[count / 2] / 1e6,
        nanos[(int) (count * .99)] / 1e6,
        nanos[count - 1] / 1e6,
        refused.get());
  }

  /** What a connection does. */
  @FunctionalInterface
  private interface Work {
    void run(Caller caller, int connection) throws IOException;
  }

  private void onEachConnection(int port, Work work) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int connection = 0; connection < connections; connection++) {
      int number = connection;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try (Caller caller = new Caller(port)) {
                  work.run(caller, number);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  public static void main(String[] args) {
    Program.run(new HttpLoad(), args);
  }
}
