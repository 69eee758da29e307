package dev.sapor.solver.svdpp;

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

/** SVD++; the algorithm is described in {@link SvdppRun}. */
final class SvdppSolver implements Solver {

  private final SvdppConfig config;

  SvdppSolver(SvdppConfig config) {
    this.config = config;
  }

  @Override
  public String algorithm() {
    return "svdpp";
  }

  @Override
  public Goal goal() {
    return Goal.PREDICT;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return ParameterText.factors(config.factors())
        .regularization(config.regularization(), true)
        .put("implicit-regularization", config.implicitRegularization())
        .put("biases", true)
        .put("learning-rate", config.learningRate())
        .put("schedule", config.schedule().description())
        .put("initial-scale", config.initialScale())
        .put("batch-users", config.batchUsers())
        .map();
  }

  @Override
  public long seed() {
    return config.seed();
  }

  @Override
  public Run start(Interactions train, Parallel parallel) {
    Initializer initializer =
        new Initializer(Initializer.Draw.POSITIVE, config.initialScale(), config.seed());
    Factors factors = initializer.drawSeen(train, config.factors(), true, parallel);
    return new SvdppRun(config, train, RunState.startingFrom(factors), parallel);
  }

  @Override
  public Run resume(Interactions train, RunState state, Parallel parallel) {
    StateChecks.fits(state, train, config.factors());
    RunState own = new RunState(state.epoch(), state.factors().copy(), state.memory());
    return new SvdppRun(config, train, own, parallel);
  }

  @Override
  public TrainingPlan defaultPlan() {
    // By then the default rate has fallen so far that little moves any more.
    return TrainingPlan.fixed(15);
  }

  @Override
  public Solver planned(int epochs) {
    return new SvdppSolver(config.withSchedule(config.schedule().over(epochs)));
  }

  @Override
  public Optional<Solver> withHalvedRate(Interactions train) {
    return Optional.of(new SvdppSolver(config.withLearningRate(config.learningRate() / 2)));
  }

  @Override
  public long memoryBytes(int users, int items, long interactions, int threads) {
    // Three rows for each user and two for each item; the factors of the result; moves of a batch.
    long rows = FloatMatrix.bytesFor(users, config.factors());
    long moves = Math.min(interactions, Batches.MOVES) + items;
    return Factors.bytesFor(users, items, config.factors())
        + 3 * rows
        + FloatMatrix.bytesFor(Math.min(config.batchUsers(), users), config.factors())
        + 2 * FloatMatrix.bytesFor(items, config.factors())
        + moves * FloatMatrix.bytesFor(1, config.factors())
        + 32L * (users + (long) items);
  }
}
