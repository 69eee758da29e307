package dev.sapor.benchmarks.peers;

import dev.sapor.benchmarks.Program;
import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.linalg.Parallel;
import dev.sapor.solver.EpochReport;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.TrainingResult;
import dev.sapor.solver.bayes.BayesConfig;
import dev.sapor.solver.bayes.BayesFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Samples the Bayesian model once and prints lines of JSON: the seconds of each sweep, and the
 * error on test data where it is asked for, of predictions within the range of the ratings.
 */
@Command(
    name = "TrainBayes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Samples the Bayesian model once and prints what it took as lines of JSON.")
public final class TrainBayes implements Callable<Integer> {

  @Mixin private TrainingInput input = new TrainingInput();

  @Option(names = "--test", description = "Ratings to be predicted.")
  private @Nullable Path test;

  @Option(names = "--sweeps", defaultValue = "200", description = "Sweeps (${DEFAULT-VALUE}).")
  private int sweeps;

  @Option(names = "--factors", defaultValue = "32", description = "Factors (${DEFAULT-VALUE}).")
  private int factors;

  @Option(names = "--bags", description = "With the features iu and ii.")
  private boolean bags;

  @Option(names = "--seed", defaultValue = "42", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    Solver solver =
        BayesConfig.defaults()
            .withFactors(factors)
            .withSeed(seed)
            .withFeatures(bags ? BayesFeatures.bothBags() : BayesFeatures.none())
            .solver();
    Interactions data = input.load();
    try (Parallel parallel = new Parallel(input.threads())) {
      TrainingResult result = Trainer.of(solver, TrainingPlan.fixed(sweeps), parallel).train(data);
      for (EpochReport report : result.reports()) {
        new JsonLine("epoch")
            .with("epoch", report.epoch().number())
            .with("seconds", report.seconds())
            .print();
      }
      new JsonLine("trained").with("peak_bytes", PeakMemory.bytes().orElse(-1)).print();
      if (test != null) {
        double rmse =
            new Evaluator(EvaluationProtocol.parse("rmse"), parallel)
                .judge(result.model(), TrainingInput.read(test))
                .evaluation()
                .figure("rmse")
                .orElseThrow();
        new JsonLine("tested").with("rmse", rmse).print();
      }
    }
    return 0;
  }

  public static void main(String[] args) {
    Program.run(new TrainBayes(), args);
  }
}
