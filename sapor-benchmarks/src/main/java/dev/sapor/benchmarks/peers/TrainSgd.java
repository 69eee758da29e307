package dev.sapor.benchmarks.peers;

import dev.sapor.benchmarks.Program;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.solver.sgd.Optimizer;
import dev.sapor.solver.sgd.SgdConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Reads ratings, trains once and prints lines of JSON: the seconds that reading, starting (all that
 * is done once) and each epoch took, the error on test data after each epoch, the peak of memory.
 * Times of epochs hold nothing but the training; the first ones hold the JIT compiler at work.
 */
@Command(
    name = "TrainSgd",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Trains stochastic gradient descent once and prints what it took as lines of JSON.")
public final class TrainSgd implements Callable<Integer> {

  @Mixin private TrainingInput input = new TrainingInput();

  @Option(names = "--test", description = "Ratings to judge each epoch on, outside its time.")
  private @Nullable Path test;

  @Option(names = "--epochs", defaultValue = "10", description = "Epochs (${DEFAULT-VALUE}).")
  private int epochs;

  @Option(names = "--factors", defaultValue = "32", description = "Factors (${DEFAULT-VALUE}).")
  private int factors;

  @Option(
      names = "--optimizer",
      defaultValue = "sgd",
      description = "sgd or adagrad (${DEFAULT-VALUE}).")
  private Optimizer optimizer = Optimizer.SGD;

  @Option(names = "--late-start", description = "Epochs of the first factors alone, for adagrad.")
  private @Nullable Integer lateStart;

  @Option(names = "--rate", description = "Learning rate of the first epoch; the default of Sapor.")
  private @Nullable Double rate;

  @Option(names = "--decay", description = "The rate times this after each epoch; 1: constant.")
  private @Nullable Double decay;

  @Option(
      names = "--lambda",
      description = "Weight of the squared norms for each rating; the default of Sapor.")
  private @Nullable Double lambda;

  @Option(
      names = "--biased",
      arity = "1",
      description = "Whether a mean and biases are learnt, true or false; the default of Sapor.")
  private @Nullable Boolean biased;

  @Option(
      names = "--centred",
      arity = "1",
      description = "Whether biases go with a mean, true or false; the default of Sapor.")
  private @Nullable Boolean centred;

  @Option(names = "--nu", description = "Exponent of the counts, with --lambda; 1 if not given.")
  private @Nullable Double nu;

  @Option(names = "--kappa", description = "Constant weight, with --lambda; 0 if not given.")
  private @Nullable Double kappa;

  @Option(names = "--bias-lambda", description = "Weight of biases, with --lambda; or 0.")
  private @Nullable Double biasLambda;

  @Option(names = "--bias-kappa", description = "Constant weight of biases, with --lambda; or 0.")
  private @Nullable Double biasKappa;

  @Option(names = "--initial-scale", description = "Spread of the start; the default of Sapor.")
  private @Nullable Double initialScale;

  @Option(names = "--seed", description = "Seed; the default of Sapor.")
  private @Nullable Long seed;

  @Option(names = "--factors-out", description = "Folder for p.npy and q.npy, rows by id.")
  private @Nullable Path factorsOut;

  @Override
  public Integer call() throws IOException {
    Solver solver = config().solver();
    Interactions data = input.load();
    TestPairs pairs = test == null ? null : new TestPairs(TrainingInput.read(test), data);
    try (Parallel parallel = new Parallel(input.threads())) {
      Factors trained = train(solver, data, pairs, parallel);
      new JsonLine("trained").with("peak_bytes", PeakMemory.bytes().orElse(-1)).print();
      if (factorsOut != null) {
        FactorArrays.write(factorsOut, trained, data.users(), data.items());
      }
    }
    return 0;
  }

  private Factors train(
      Solver solver, Interactions data, @Nullable TestPairs pairs, Parallel parallel) {
    long start = System.nanoTime();
    Run run = solver.start(data, parallel);
    new JsonLine("started").with("seconds", secondsSince(start)).print();
    while (run.epoch() < epochs) {
      start = System.nanoTime();
      run.advance();
      double seconds = secondsSince(start);
      JsonLine line = new JsonLine("epoch").with("epoch", run.epoch()).with("seconds", seconds);
      if (pairs != null) {
        line.with("test_rmse", pairs.rmse(run.result()));
      }
      line.print();
    }
    return run.result();
  }

  /** What was asked for; the defaults of the product where nothing was. */
  private SgdConfig config() {
    try {
      SgdConfig config = SgdConfig.defaults(optimizer).withFactors(factors);
      config = lateStart == null ? config : config.withLateStart(lateStart);
      config = rate == null ? config : config.withLearningRate(rate);
      config = biased == null ? config : config.withBiased(biased);
      config = centred == null ? config : config.withCentred(centred);
      config = initialScale == null ? config : config.withInitialScale(initialScale);
      config = seed == null ? config : config.withSeed(seed);
      if (lambda != null) {
        config = config.withRegularization(regularization(lambda));
      }
      if (decay != null) {
        config =
            config.withSchedule(
                decay == 1 ? LearningRateSchedule.CONSTANT : LearningRateSchedule.geometric(decay));
      }
      return config;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(new CommandLine(this), e.getMessage(), e);
    }
  }

  private Regularization regularization(double weight) {
    return new Regularization(
        weight,
        nu == null ? 1 : nu,
        kappa == null ? 0 : kappa,
        biasLambda == null ? 0 : biasLambda,
        biasKappa == null ? 0 : biasKappa);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  public static void main(String[] args) {
    Program.run(new TrainSgd(), args);
  }
}
