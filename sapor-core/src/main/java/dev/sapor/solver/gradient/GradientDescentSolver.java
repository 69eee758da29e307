package dev.sapor.solver.gradient;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.ParameterText;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.solver.StateChecks;
import dev.sapor.solver.TrainingPlan;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Batch gradient descent; the algorithm is described in {@link GradientDescentRun}. */
final class GradientDescentSolver implements Solver {

  private final GradientDescentConfig config;

  GradientDescentSolver(GradientDescentConfig config) {
    this.config = config;
  }

  @Override
  public String algorithm() {
    return "gradient-descent";
  }

  @Override
  public Goal goal() {
    return Goal.PREDICT;
  }

  @Override
  public SortedMap<String, String> parameters() {
    var rate = config.learningRate();
    return ParameterText.factors(config.factors())
        .regularization(config.regularization(), config.biased())
        .put("biases", config.biased())
        .put("learning-rate", rate.isPresent() ? rate.getAsDouble() : "automatic")
        .put("momentum", config.momentum())
        .put("schedule", config.schedule().description())
        .put("initial-scale", config.initialScale())
        .map();
  }

  @Override
  public long seed() {
    return config.seed();
  }

  @Override
  public Run start(Interactions train, Parallel parallel) {
    Factors factors =
        new Initializer(config.initialScale(), config.seed())
            .drawSeen(train, config.factors(), config.biased(), parallel);
    return run(train, new RunState(0, factors, new TreeMap<>()), parallel);
  }

  @Override
  public Run resume(Interactions train, RunState state, Parallel parallel) {
    StateChecks.fits(state, train, config.factors());
    return run(
        train, new RunState(state.epoch(), state.factors().copy(), state.memory()), parallel);
  }

  private Run run(Interactions train, RunState state, Parallel parallel) {
    return new GradientDescentRun(config, rate(train), train, state, parallel);
  }

  /**
   * The rate of the first epoch. Where none is given, the inverse of a bound on the curvature: the
   * Hessian of the biases is the degree matrix of the bipartite graph of ratings plus its adjacency
   * matrix, whose greatest eigenvalue is at most the greatest sum of the degrees of two neighbours.
   */
  private double rate(Interactions train) {
    return config
        .learningRate()
        .orElseGet(() -> 1.0 / (longest(train.byUser()) + longest(train.byItem())));
  }

  private static long longest(CsrMatrix matrix) {
    long longest = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      longest = Math.max(longest, matrix.count(row));
    }
    return longest;
  }

  @Override
  public TrainingPlan defaultPlan() {
    return TrainingPlan.earlyStopping(300);
  }

  @Override
  public Solver planned(int epochs) {
    return new GradientDescentSolver(config.withSchedule(config.schedule().over(epochs)));
  }

  @Override
  public Optional<Solver> withHalvedRate(Interactions train) {
    return Optional.of(new GradientDescentSolver(config.withLearningRate(rate(train) / 2)));
  }

  @Override
  public long memoryBytes(int users, int items, long interactions, int threads) {
    // The view by item; factors, gradients, velocities, and the factors of the result.
    return 8 * interactions + 4 * Factors.bytesFor(users, items, config.factors());
  }
}
