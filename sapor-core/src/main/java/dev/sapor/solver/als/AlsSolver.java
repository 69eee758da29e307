package dev.sapor.solver.als;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.ParameterText;
import dev.sapor.solver.RowSolves;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.solver.StateChecks;
import dev.sapor.solver.TrainingPlan;
import java.util.SortedMap;

/** Alternating least squares for ratings; the algorithm is described in {@link AlsRun}. */
final class AlsSolver implements Solver {

  private final AlsConfig config;

  AlsSolver(AlsConfig config) {
    this.config = config;
  }

  @Override
  public String algorithm() {
    return "als";
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
        .put("initial-scale", config.initialScale())
        .map();
  }

  @Override
  public long seed() {
    return config.seed();
  }

  @Override
  public Run start(Interactions train, Parallel parallel) {
    int users = train.users().size();
    int items = train.items().size();
    FloatMatrix itemFactors =
        new Initializer(config.initialScale(), config.seed())
            .draw("item factors", items, config.factors(), parallel);
    Initializer.clearUnseen(itemFactors, train.itemCounts());
    Factors factors =
        new Factors(
            FloatMatrix.zeros(users, config.factors()),
            itemFactors,
            config.biased() ? (float) train.meanValue() : 0,
            new float[users],
            new float[items]);
    return new AlsRun(config, train, factors, 0, parallel);
  }

  @Override
  public Run resume(Interactions train, RunState state, Parallel parallel) {
    StateChecks.fits(state, train, config.factors());
    return new AlsRun(config, train, state.factors().copy(), state.epoch(), parallel);
  }

  @Override
  public long memoryBytes(int users, int items, long interactions, int threads) {
    // The view by item; equations of each thread; factors and those of the result.
    return 8 * interactions
        + RowSolves.memoryBytes(config.factors() + 1, threads)
        + 2 * Factors.bytesFor(users, items, config.factors());
  }

  @Override
  public TrainingPlan defaultPlan() {
    return TrainingPlan.fixed(12);
  }
}
