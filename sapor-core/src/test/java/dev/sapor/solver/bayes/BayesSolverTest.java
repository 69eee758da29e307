package dev.sapor.solver.bayes;

import dev.sapor.solver.Solver;
import dev.sapor.testing.SolverContract;

final class BayesSolverTest extends SolverContract {

  @Override
  protected Solver solver(int factors, long seed) {
    return config(factors, seed).solver();
  }

  static BayesConfig config(int factors, long seed) {
    // Few sweeps, of which some are kept: the contract stops before, between and after them.
    return BayesConfig.defaults()
        .withFactors(factors)
        .withSeed(seed)
        .withSweeps(6)
        .withBurnIn(2)
        .withSamples(4);
  }

  @Override
  protected boolean descendsMonotonically() {
    return false;
  }
}
