package dev.sapor.solver.ranking;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
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

/** Bayesian personalized ranking; the algorithm is described in {@link BprRun}. */
final class BprSolver implements Solver {

  static final int EPOCHS = 120;

  private final BprConfig config;

  BprSolver(BprConfig config) {
    this.config = config;
  }

  @Override
  public String algorithm() {
    return "bpr";
  }

  @Override
  public Goal goal() {
    return Goal.RECOMMEND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    ParameterText text =
        ParameterText.factors(config.factors())
            .put("regularization", config.regularization())
            .put("positive-regularization", config.positiveRegularization())
            .put("negative-regularization", config.negativeRegularization())
            .put("biases", config.biased())
            .put("negatives", config.negatives())
            .put("batch-size", config.batch())
            .put("learning-rate", config.learningRate())
            .put("schedule", config.schedule().description())
            .put("initial-scale", config.initialScale());
    if (config.biased()) {
      text.put("bias-regularization", config.biasRegularization());
    }
    return text.map();
  }

  @Override
  public long seed() {
    return config.seed();
  }

  @Override
  public Run start(Interactions train, Parallel parallel) {
    Factors factors =
        new Initializer(config.initialScale(), config.seed())
            .drawSeen(train, config.factors(), false, parallel);
    return new BprRun(config, train, RunState.startingFrom(factors), factors, parallel);
  }

  @Override
  public Run resume(Interactions train, RunState state, Parallel parallel) {
    StateChecks.fits(state, train, config.factors());
    return new BprRun(config, train, state, state.factors().copy(), parallel);
  }

  @Override
  public long memoryBytes(int users, int items, long interactions, int threads) {
    long factors = Factors.bytesFor(users, items, config.factors());
    int batch = Math.min(users, config.batch());
    int negatives = Math.min(items, config.negatives());
    // Factors, their mean squares and the result; the rows of a step, at most all items once, and
    // its scores, as often as there are sums of ranges of users.
    long step = FloatMatrix.bytesFor(items, config.factors());
    long scores = FloatMatrix.bytesFor(batch, negatives);
    long parts = 6 * FloatMatrix.bytesFor(negatives, config.factors());
    return 3 * factors + step + scores + parts + 16L * users + 24L * items;
  }

  @Override
  public TrainingPlan defaultPlan() {
    return TrainingPlan.fixed(EPOCHS);
  }

  @Override
  public Solver planned(int epochs) {
    return new BprSolver(config.withSchedule(config.schedule().over(epochs)));
  }

  @Override
  public Optional<Solver> withHalvedRate(Interactions train) {
    return Optional.of(config.withLearningRate(config.learningRate() / 2).solver());
  }
}
