package dev.sapor.solver.ranking;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.RootStep;
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

/** The softmax over cosine scores; the algorithm is described in {@link SoftmaxRun}. */
final class SoftmaxSolver implements Solver {

  static final int EPOCHS = 240;

  private final SoftmaxConfig config;

  SoftmaxSolver(SoftmaxConfig config) {
    this.config = config;
  }

  @Override
  public String algorithm() {
    return "softmax";
  }

  @Override
  public Goal goal() {
    return Goal.RECOMMEND;
  }

  @Override
  public SortedMap<String, String> parameters() {
    ParameterText text =
        ParameterText.factors(config.factors())
            .put("temperature", config.temperature())
            .put("bilateral", config.bilateral())
            .put("negatives", config.negatives())
            .put("batch-size", config.batch())
            .put("learning-rate", config.learningRate())
            .put("schedule", config.schedule().description())
            .put("dropout", config.dropout())
            .put("top-k", config.topK());
    if (config.topK() > 0) {
      text.put("top-k-temperature", config.topKTemperature())
          .put("top-k-refresh", config.refresh());
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
        new Initializer(1, config.seed()).drawSeen(train, config.factors(), false, parallel);
    return resume(train, RunState.startingFrom(factors), parallel);
  }

  @Override
  public Run resume(Interactions train, RunState state, Parallel parallel) {
    StateChecks.fits(state, train, config.factors());
    // What a run leaves has the length 1 already: dividing it once more could change its last bits.
    Factors factors =
        state.memory().isEmpty()
            ? SoftmaxRun.units(state.factors(), parallel)
            : state.factors().copy();
    RootStep users = StepMemory.of(state, "user", factors.users());
    RootStep items = StepMemory.of(state, "item", factors.items());
    FloatMatrix bounds = state.memory().get(SoftmaxRun.BOUNDS);
    return new SoftmaxRun(
        config,
        train,
        factors,
        users,
        items,
        bounds == null ? FloatMatrix.zeros(train.users().size(), 1) : bounds.copy(),
        state.epoch(),
        parallel);
  }

  @Override
  public long memoryBytes(int users, int items, long interactions, int threads) {
    long factors = Factors.bytesFor(users, items, config.factors());
    // Factors, their mean squares, the result, and the rows of a step, at most all items twice.
    long step = 2 * FloatMatrix.bytesFor(items, config.factors());
    long scores = FloatMatrix.bytesFor(Math.min(items, config.negatives()), config.batch());
    return 3 * factors + step + scores + 16L * users + 24L * items;
  }

  @Override
  public TrainingPlan defaultPlan() {
    return TrainingPlan.fixed(EPOCHS);
  }

  @Override
  public Solver planned(int epochs) {
    return new SoftmaxSolver(config.withSchedule(config.schedule().over(epochs)));
  }

  @Override
  public Optional<Solver> withHalvedRate(Interactions train) {
    return Optional.of(config.withLearningRate(config.learningRate() / 2).solver());
  }
}
