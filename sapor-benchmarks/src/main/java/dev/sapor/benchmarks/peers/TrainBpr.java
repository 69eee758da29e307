package dev.sapor.benchmarks.peers;

import dev.sapor.benchmarks.Program;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.solver.ranking.BprConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains Bayesian personalized ranking once, without biases, prints the seconds of each epoch as
 * lines of JSON, and writes the factors.
 */
@Command(
    name = "TrainBpr",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains bpr once and prints what it took as lines of JSON.")
public final class TrainBpr implements Callable<Integer> {

  @Mixin private TrainingInput input = new TrainingInput();

  @Option(names = "--epochs", description = "Epochs; those of the defaults if not given.")
  private int epochs;

  @Option(names = "--factors", defaultValue = "64", description = "Factors (${DEFAULT-VALUE}).")
  private int factors;

  @Option(
      names = "--factors-out",
      required = true,
      description = "Folder for p.npy and q.npy, rows by id.")
  private Path factorsOut = Path.of("");

  @Override
  public Integer call() throws IOException {
    Solver solver = BprConfig.defaults().withFactors(factors).withBiased(false).solver();
    Interactions data = input.load();
    int last = epochs > 0 ? epochs : solver.defaultPlan().epochs();
    try (Parallel parallel = new Parallel(input.threads())) {
      Run run = solver.start(data, parallel);
      while (run.epoch() < last) {
        long nanos = System.nanoTime();
        run.advance();
        double seconds = (System.nanoTime() - nanos) / 1e9;
        new JsonLine("epoch").with("epoch", run.epoch()).with("seconds", seconds).print();
      }
      FactorArrays.write(factorsOut, run.result(), data.users(), data.items());
    }
    return 0;
  }

  public static void main(String[] args) {
    Program.run(new TrainBpr(), args);
  }
}
