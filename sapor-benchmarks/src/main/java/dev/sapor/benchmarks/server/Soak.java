package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Mixed traffic for {@code sapor serve} over minutes: good requests whose answers are checked, bad
 * ones that must be refused, clients that must be cut off, and models that are swapped all the
 * while; meanwhile the live heap, threads, open files and memory of the server are looked at. Exits
 * with 1 if anything went as it must not, or something grew.
 */
@Command(
    name = "Soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Mixed traffic for a server over minutes: faults and leaks.")
public final class Soak implements Callable<Integer> {

  private static final String READER = "soak-reader-token-0123456789";
  private static final String ADMIN = "soak-admin-token-0123456789";
  private static final int CALLERS = 3;
  private static final double REFUSALS_PER_SECOND = 20;

  @Option(
      names = "--minutes",
      defaultValue = "15",
      description = "Minutes, warm-up included (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--warm-up",
      defaultValue = "0.2",
      description = "Share of the time before the first sample (${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(
      names = "--samples",
      defaultValue = "48",
      description = "Samples of what the server holds (${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "Good requests a second (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--new-events",
      defaultValue = "1",
      description =
          "New events of feedback a second (${DEFAULT-VALUE}). The server keeps them in memory: with"
              + " 300 or more the verdict must be that the heap grew.")
  private double newEvents;

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  private final SoakTally tally = new SoakTally();
  private final List<Vitals> vitals = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.printf(
        "%s minutes, %s requests/s, %s new events/s, seed %s%n%n", minutes, rate, newEvents, seed);
    try (ScratchFolder folder = ScratchFolder.make("sapor-soak")) {
      Path modelFolder = Files.createDirectory(folder.path().resolve("models"));
      SoakModels models = SoakModels.train(modelFolder, seed);
      try (ServerProcess server = ServerProcess.start(folder.path(), arguments(folder, models))) {
        soak(server, models);
        end(server);
      }
    }
    System.out.println(tally.table());
    LeakVerdict verdict = new LeakVerdict(vitals);
    System.out.println(verdict.table());
    List<String> growths = verdict.growths();
    growths.forEach(System.out::println);
    boolean sound = growths.isEmpty() && tally.faults() == 0;
    System.out.println(sound ? "sound: no fault, nothing grew" : "NOT sound");
    return sound ? 0 : 1;
  }

  private static List<String> arguments(ScratchFolder folder, SoakModels models)
      throws IOException {
    Path tokens = folder.path().resolve("tokens");
    Files.writeString(tokens, "read " + READER + "\nadmin " + ADMIN + "\n");
    return List.of(
        models.file(models.names().getFirst()).toString(),
        "--models",
        models.folder().toString(),
        "--watch",
        "--tokens",
        tokens.toString(),
        "--feedback",
        folder.path().resolve("feedback.log").toString());
  }

  private void soak(ServerProcess server, SoakModels models)
      throws IOException, InterruptedException {
    int port = server.port();
    SoakCallers callers =
        new SoakCallers(port, models, SoakQuestions.make(models, READER, seed), tally);
    List<Thread> threads = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      threads.add(Thread.ofPlatform().start(() -> callers.run(rate / CALLERS)));
    }
    SoakFeedback feedback = new SoakFeedback(port, models, READER, seed, tally);
    threads.add(Thread.ofPlatform().start(() -> feedback.run(newEvents)));
    SoakRefusals refusals = new SoakRefusals(port, READER, ADMIN, tally);
    threads.add(Thread.ofPlatform().start(() -> refusals.run(REFUSALS_PER_SECOND)));
    SoakOperator operator = new SoakOperator(port, models, ADMIN, seed, tally);
    threads.add(Thread.ofPlatform().start(operator::run));
    threads.addAll(new SoakIntruders(port, READER, tally).start());
    sample(server);
    tally.end();
    for (Thread thread : threads) {
      // Those that wait on the server are woken; the others see that it is over.
      if (thread.isVirtual()) {
        thread.interrupt();
      }
      thread.join();
    }
  }

  private void sample(ServerProcess server) throws IOException, InterruptedException {
    double seconds = minutes * 60;
    long start = System.nanoTime();
    for (int sample = 0; sample < samples && server.isAlive(); sample++) {
      double due = seconds * (warmUp + (1 - warmUp) * (sample + 1) / samples);
      Thread.sleep((long) Math.max(0, due * 1e3 - (System.nanoTime() - start) / 1e6));
      vitals.add(server.vitals());
    }
  }

  /** The server ends well, and has told of nothing but the models it refused. */
  private void end(ServerProcess server) throws IOException, InterruptedException {
    if (!server.isAlive()) {
      tally.fault("the server", "it ended by itself: " + server.said());
      return;
    }
    int code = server.stop();
    if (code == 0) {
      tally.count("ends by a signal with 0");
    } else {
      tally.fault("ends by a signal with 0", "exit code " + code);
    }
    server
        .said()
        .lines()
        .filter(line -> line.contains("ERROR") || line.contains("SEVERE") || line.contains("WARN"))
        .filter(line -> !line.contains("model broken is refused"))
        .forEach(line -> tally.fault("lines of the log", line));
  }

  public static void main(String[] args) {
    Program.run(new Soak(), args);
  }
}
