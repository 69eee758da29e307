package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.solver.Solver;
import dev.sapor.testing.SolverContract;
import org.junit.jupiter.api.Test;

/** Implicit ALS by blocks of factors; what it computes is in {@link ImplicitAlsOracleTest}. */
final class ImplicitAlsBlocksTest extends SolverContract {

  @Override
  protected Solver solver(int factors, long seed) {
    return ImplicitAlsConfig.defaults()
        .withMethod(RowMethod.BLOCKS)
        .withBlock(3)
        .withFactors(factors)
        .withSeed(seed)
        .solver();
  }

  @Test
  void parametersNameTheBlock() {
    assertThat(solver(8, 1).parameters())
        .containsEntry("solver", "blocks")
        .containsEntry("block-size", "3")
        .doesNotContainKey("cg-steps");
  }

  @Test
  void blocksMustBePositive() {
    assertThatThrownBy(() -> ImplicitAlsConfig.defaults().withBlock(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("block must be at least 1 (got 0)");
  }
}
