package dev.sapor.solver.sgd;

import dev.sapor.data.Interactions;
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

/** Stochastic gradient descent; the algorithm is described in {@link SgdRun}. */
final class SgdSolver implements Solver {

  private final SgdConfig config;

  SgdSolver(SgdConfig config) {
    this.config = config;
  }

  @Override
  public String algorithm() {
    return "sgd";
  }

  @Override
  public Goal goal() {
    return Goal.PREDICT;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return ParameterText.factors(config.factors())
        .regularization(config.regularization(), config.biased())
        .put("biases", config.biased())
        .put("learning-rate", config.learningRate())
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
    return new SgdRun(config, train, factors, 0, parallel);
  }

  @Override
  public Run resume(Interactions train, RunState state, Parallel parallel) {
    StateChecks.fits(state, train, config.factors());
    return new SgdRun(config, train, state.factors().copy(), state.epoch(), parallel);
  }

  @Override
  public TrainingPlan defaultPlan() {
    return TrainingPlan.earlyStopping(60);
  }

  @Override
  public Optional<Solver> withHalvedRate(Interactions train) {
    return Optional.of(new SgdSolver(config.withLearningRate(config.learningRate() / 2)));
  }

  @Override
  public long memoryBytes(int users, int items, long interactions, int threads) {
    // The interactions once more, as (user, item, value), in visiting order.
    return 12 * interactions + 2 * Factors.bytesFor(users, items, config.factors());
  }
}
