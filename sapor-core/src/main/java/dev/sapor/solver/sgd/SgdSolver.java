package dev.sapor.solver.sgd;

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
import java.util.Locale;
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
        .put("centred", config.biased() && config.centred())
        .put("learning-rate", config.learningRate())
        .put("optimizer", config.optimizer().name().toLowerCase(Locale.ROOT))
        .put("schedule", config.schedule().description())
        .put("late-start", config.lateStart())
        .put("initial-scale", config.initialScale())
        .map();
  }

  @Override
  public long seed() {
    return config.seed();
  }

  @Override
  public Run start(Interactions train, Parallel parallel) {
    Initializer initializer =
        new Initializer(Initializer.Draw.POSITIVE, startScale(train), config.seed());
    boolean mean = config.biased() && config.centred();
    Factors factors = initializer.drawSeen(train, config.factors(), mean, parallel);
    return new SgdRun(config, train, RunState.startingFrom(factors), parallel);
  }

  private double startScale(Interactions train) {
    return switch (config.optimizer()) {
      case SGD -> config.initialScale();
      case ADAGRAD -> config.initialScale() * Math.sqrt(spread(train));
    };
  }

  /** Standard deviation of the values; 1 where they do not differ. */
  static double spread(Interactions train) {
    double mean = train.meanValue();
    CsrMatrix values = train.byUser();
    double squares = 0;
    for (long at = 0; at < values.nonZeros(); at++) {
      double difference = values.value(at) - mean;
      squares += difference * difference;
    }
    return squares > 0 ? Math.sqrt(squares / values.nonZeros()) : 1;
  }

  @Override
  public Run resume(Interactions train, RunState state, Parallel parallel) {
    StateChecks.fits(state, train, config.factors());
    RunState own = new RunState(state.epoch(), state.factors().copy(), state.memory());
    return new SgdRun(config, train, own, parallel);
  }

  @Override
  public TrainingPlan defaultPlan() {
    // By then the default rates have fallen so far that little moves any more.
    return switch (config.optimizer()) {
      case SGD -> TrainingPlan.fixed(20);
      case ADAGRAD -> TrainingPlan.fixed(25);
    };
  }

  @Override
  public Solver planned(int epochs) {
    return new SgdSolver(config.withSchedule(config.schedule().over(epochs)));
  }

  @Override
  public Optional<Solver> withHalvedRate(Interactions train) {
    return Optional.of(new SgdSolver(config.withLearningRate(config.learningRate() / 2)));
  }

  @Override
  public long memoryBytes(int users, int items, long interactions, int threads) {
    // The interactions once more, as (user, item, value), in visiting order; the factors as they
    // are
    // trained, in their own order, and as a result.
    long adagrad = config.optimizer() == Optimizer.ADAGRAD ? 36L * (users + (long) items) : 0;
    return adagrad + 12 * interactions + 3 * Factors.bytesFor(users, items, config.factors());
  }
}
