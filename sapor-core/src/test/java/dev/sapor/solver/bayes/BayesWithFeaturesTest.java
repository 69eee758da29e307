package dev.sapor.solver.bayes;

import dev.sapor.solver.Solver;
import dev.sapor.testing.SolverContract;
import java.util.List;
import java.util.Map;

final class BayesWithFeaturesTest extends SolverContract {

  private static final FeatureColumn GENRES =
      FeatureColumn.of(
          "genres", Map.of("i0", List.of("a", "b"), "i1", List.of("a"), "i7", List.of("c")));

  @Override
  protected Solver solver(int factors, long seed) {
    return BayesSolverTest.config(factors, seed)
        .withFeatures(new BayesFeatures(true, true, true, List.of(), List.of(GENRES)))
        .solver();
  }

  @Override
  protected boolean descendsMonotonically() {
    return false;
  }
}
