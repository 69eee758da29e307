package dev.sapor.solver.bayes;

import dev.sapor.solver.Solver;
import dev.sapor.testing.SolverContract;

final class BayesOfLevelsTest extends SolverContract {

  @Override
  protected Solver solver(int factors, long seed) {
    return BayesSolverTest.config(factors, seed)
        .withFeatures(BayesFeatures.bothBags().withTime())
        .withLikelihood(Likelihood.ORDERED_PROBIT)
        .solver();
  }

  @Override
  protected boolean descendsMonotonically() {
    return false;
  }
}
