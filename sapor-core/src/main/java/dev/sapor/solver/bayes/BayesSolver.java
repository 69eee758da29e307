package dev.sapor.solver.bayes;

import dev.sapor.data.Interactions;
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

/** Bayesian matrix factorization; the algorithm is described in {@link BayesRun}. */
final class BayesSolver implements Solver {

  private final BayesConfig config;

  BayesSolver(BayesConfig config) {
    this.config = config;
  }

  @Override
  public String algorithm() {
    return "bayes";
  }

  @Override
  public Goal goal() {
    return Goal.PREDICT;
  }

  @Override
  public SortedMap<String, String> parameters() {
    return ParameterText.factors(config.factors())
        .put("biases", true)
        .put("burn-in", config.burnIn())
        .put("samples", config.samples())
        .put("features", config.features().names())
        .put("likelihood", config.likelihood().label())
        .put("initial-scale", config.initialScale())
        .map();
  }

  @Override
  public long seed() {
    return config.seed();
  }

  @Override
  public Run start(Interactions train, Parallel parallel) {
    double scale = config.initialScale() * Math.sqrt(config.factors());
    Factors factors =
        new Initializer(scale, config.seed()).drawSeen(train, config.factors(), true, parallel);
    return new BayesRun(config, train, RunState.startingFrom(factors), parallel);
  }

  @Override
  public Run resume(Interactions train, RunState state, Parallel parallel) {
    StateChecks.fits(state, train, config.factors());
    RunState own = new RunState(state.epoch(), state.factors().copy(), state.memory());
    return new BayesRun(config, train, own, parallel);
  }

  @Override
  public TrainingPlan defaultPlan() {
    return TrainingPlan.fixed(config.sweeps());
  }

  @Override
  public Solver forEpochs(int epochs) {
    return new BayesSolver(config.withSweeps(epochs));
  }

  @Override
  public long memoryBytes(int users, int items, long interactions, int threads) {
    // The view by item; features of both sides, by row and by column; equations of each thread;
    // the factors, scaled ones, the samples, and those of the result.
    long bags =
        (config.features().itemsOfUser() ? 1L : 0) + (config.features().usersOfItem() ? 1L : 0);
    // With days: the day of each rating by user and by item, where it stands in the other, and all
    // of it day by day. With latent scores: these by user and by item, their means, the levels, and
    // where each rating stands.
    return 8 * interactions
        + bags * 24 * interactions
        + (config.features().time() ? 32 * interactions : 0)
        + (config.likelihood() == Likelihood.ORDERED_PROBIT ? 24 * interactions : 0)
        + RowSolves.memoryBytes(config.factors() + 1, threads)
        + (5 + 2L * config.samples()) * Factors.bytesFor(users, items, config.factors());
  }
}
