package dev.sapor.benchmarks.peers;

import dev.sapor.benchmarks.Program;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.solver.als.AlsDialect;
import dev.sapor.solver.als.ImplicitAlsConfig;
import dev.sapor.solver.als.RowMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Reads interactions as clicks, trains implicit ALS once and prints lines of JSON: the seconds of
 * each epoch and the peak of memory. Epochs hold nothing but the training; the first ones hold the
 * JIT compiler at work.
 */
@Command(
    name = "TrainClicks",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains implicit ALS once and prints what it took as lines of JSON.")
public final class TrainClicks implements Callable<Integer> {

  @Mixin private TrainingInput input = new TrainingInput();

  @Option(names = "--epochs", defaultValue = "20", description = "Epochs (${DEFAULT-VALUE}).")
  private int epochs;

  @Option(names = "--factors", defaultValue = "64", description = "Factors (${DEFAULT-VALUE}).")
  private int factors;

  @Option(names = "--solver", defaultValue = "cg", description = "cholesky, cg or blocks.")
  private String solver = "cg";

  @Option(names = "--steps", defaultValue = "3", description = "Steps of conjugate gradients.")
  private int steps;

  @Option(names = "--block", defaultValue = "64", description = "Factors of a block.")
  private int block;

  @Option(names = "--alpha0", defaultValue = "0.3", description = "α0 (${DEFAULT-VALUE}).")
  private double alpha0;

  @Option(names = "--lambda", defaultValue = "0.007", description = "λ (${DEFAULT-VALUE}).")
  private double lambda;

  @Option(names = "--from", description = "implicit, spark or hu-koren: λ and --alpha are theirs.")
  private @Nullable String dialect;

  @Option(names = "--alpha", defaultValue = "1", description = "Their α (${DEFAULT-VALUE}).")
  private double alpha;

  @Option(names = "--start", description = "Folder whose q.npy the items start from, by id.")
  private @Nullable Path start;

  @Option(names = "--factors-out", description = "Folder for p.npy and q.npy, rows by id.")
  private @Nullable Path factorsOut;

  @Override
  public Integer call() throws IOException {
    ImplicitAlsConfig config =
        ImplicitAlsConfig.defaults()
            .withFactors(factors)
            .withRegularization(new Regularization(lambda, 1, 0, 0, 0))
            .withAlpha0(alpha0)
            .withMethod(RowMethod.valueOf(solver.toUpperCase(Locale.ROOT)))
            .withSteps(steps)
            .withBlock(block);
    if (dialect != null) {
      String name = dialect.replace('-', '_').toUpperCase(Locale.ROOT);
      config = AlsDialect.valueOf(name).translate(config, alpha, lambda);
    }
    Solver training = config.solver();
    Interactions data = input.load();
    try (Parallel parallel = new Parallel(input.threads())) {
      Run run =
          start == null
              ? training.start(data, parallel)
              : training.resume(data, RunState.startingFrom(given(start, data)), parallel);
      while (run.epoch() < epochs) {
        long nanos = System.nanoTime();
        run.advance();
        double seconds = (System.nanoTime() - nanos) / 1e9;
        new JsonLine("epoch").with("epoch", run.epoch()).with("seconds", seconds).print();
      }
      new JsonLine("trained").with("peak_bytes", PeakMemory.bytes().orElse(-1)).print();
      if (factorsOut != null) {
        FactorArrays.write(factorsOut, run.factors(), data.users(), data.items());
      }
    }
    return 0;
  }

  /** Items by their ids, which are numbers; users of zeros. */
  private Factors given(Path folder, Interactions data) throws IOException {
    FloatMatrix byId = FactorArrays.read(folder.resolve("q.npy"), Integer.MAX_VALUE);
    FloatMatrix items = FloatMatrix.zeros(data.items().size(), factors);
    for (int item = 0; item < items.rows(); item++) {
      items.setRow(item, byId, Integer.parseInt(data.items().id(item)));
    }
    return Factors.unbiased(FloatMatrix.zeros(data.users().size(), factors), items);
  }

  public static void main(String[] args) {
    Program.run(new TrainClicks(), args);
  }
}
