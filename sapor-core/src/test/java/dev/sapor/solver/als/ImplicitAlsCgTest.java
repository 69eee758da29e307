package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.testing.SolverContract;
import dev.sapor.testing.SyntheticInteractions;
import org.junit.jupiter.api.Test;

/** Implicit ALS by steps of conjugate gradients. */
final class ImplicitAlsCgTest extends SolverContract {

  @Override
  protected Solver solver(int factors, long seed) {
    return config(RowMethod.CG, 3).withFactors(factors).withSeed(seed).solver();
  }

  private static ImplicitAlsConfig config(RowMethod method, int steps) {
    return ImplicitAlsConfig.defaults().withMethod(method).withSteps(steps);
  }

  @Test
  void asManyStepsAsFactorsAreAnExactSolution() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Run exact = config(RowMethod.CHOLESKY, 1).withFactors(6).solver().start(data, parallel);
      Run steps = config(RowMethod.CG, 8).withFactors(6).solver().start(data, parallel);
      for (int epoch = 0; epoch < 3; epoch++) {
        exact.advance();
        steps.advance();
      }
      assertClose(steps.factors().users(), exact.factors().users());
      assertClose(steps.factors().items(), exact.factors().items());
    }
  }

  private static void assertClose(FloatMatrix actual, FloatMatrix expected) {
    for (int row = 0; row < expected.rows(); row++) {
      for (int f = 0; f < expected.columns(); f++) {
        assertThat(actual.get(row, f)).isCloseTo(expected.get(row, f), within(1e-4f));
      }
    }
  }

  @Test
  void theResultHasExactUsers() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Run steps = solver(5, 1).start(data, parallel);
      steps.advance();
      Factors result = steps.result();
      Run fromSameItems =
          config(RowMethod.CHOLESKY, 1)
              .withFactors(5)
              .solver()
              .resume(data, RunState.startingFrom(result), parallel);
      assertThat(fromSameItems.result().users().toArrays())
          .isDeepEqualTo(result.users().toArrays());
    }
  }

  @Test
  void autoIsExactForFewFactorsAndForFewData() {
    Interactions small = data();
    // 40,000 interactions of 2,200 rows.
    Interactions large = new SyntheticInteractions(2000, 200, 2, 20, 5).ratings();
    assertThat(RowMethod.AUTO.of(32, large)).isEqualTo(RowMethod.CHOLESKY);
    assertThat(RowMethod.AUTO.of(64, small)).isEqualTo(RowMethod.CHOLESKY);
    assertThat(RowMethod.AUTO.of(256, large)).isEqualTo(RowMethod.CG);
    assertThat(RowMethod.CHOLESKY.of(256, large)).isEqualTo(RowMethod.CHOLESKY);
    assertThat(RowMethod.CG.of(1, small)).isEqualTo(RowMethod.CG);
  }

  @Test
  void theRecordNamesWhatAutoCameTo() {
    assertThat(solver(4, 1).parameters(data()))
        .containsEntry("solver", "cg")
        .containsEntry("cg-steps", "3");
    Solver auto = ImplicitAlsConfig.defaults().solver();
    assertThat(auto.parameters()).containsEntry("solver", "auto");
    assertThat(auto.parameters(data()))
        .containsEntry("solver", "cholesky")
        .doesNotContainKey("cg-steps");
  }

  @Test
  void stepsMustBePositive() {
    assertThatThrownBy(() -> ImplicitAlsConfig.defaults().withSteps(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps must be at least 1 (got 0)");
  }
}
