package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.testing.NaiveReference;
import dev.sapor.testing.SolverContract;
import org.junit.jupiter.api.Test;

final class AlsSolverTest extends SolverContract {

  @Override
  protected Solver solver(int factors, long seed) {
    return AlsConfig.defaults().withFactors(factors).withSeed(seed).solver();
  }

  @Test
  void theLastStepSolvesEachUserExactly() {
    Regularization regularization = new Regularization(0.1, 0.75, 2, 0.05, 1);
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Run run =
          AlsConfig.defaults()
              .withFactors(5)
              .withRegularization(regularization)
              .solver()
              .start(data, parallel);
      for (int epoch = 0; epoch < 4; epoch++) {
        run.advance();
      }
      Factors factors = run.result();
      for (int user = 0; user < data.users().size(); user++) {
        double[] expected = exactUser(data.byUser(), user, factors, regularization);
        for (int f = 0; f < 5; f++) {
          assertThat((double) factors.users().get(user, f)).isCloseTo(expected[f], within(2e-5));
        }
        assertThat((double) factors.userBiases()[user]).isCloseTo(expected[5], within(2e-5));
      }
    }
  }

  /** (p_u, b_u) by Gaussian elimination in double. */
  private static double[] exactUser(
      CsrMatrix matrix, int user, Factors factors, Regularization regularization) {
    int n = factors.rank() + 1;
    double[][] a = new double[n][n];
    double[] b = new double[n];
    for (long at = matrix.start(user); at < matrix.end(user); at++) {
      int item = matrix.column(at);
      double[] x = new double[n];
      for (int f = 0; f < n - 1; f++) {
        x[f] = factors.items().get(item, f);
      }
      x[n - 1] = 1;
      double target = matrix.value(at) - factors.mean() - factors.itemBiases()[item];
      for (int i = 0; i < n; i++) {
        b[i] += target * x[i];
        for (int j = 0; j < n; j++) {
          a[i][j] += x[i] * x[j];
        }
      }
    }
    int count = matrix.count(user);
    for (int f = 0; f < n; f++) {
      a[f][f] += f < n - 1 ? regularization.ofRow(count) : regularization.ofBias(count);
    }
    return NaiveReference.gaussianElimination(a, b);
  }

  @Test
  void withoutBiasesTheModelIsTheProductAlone() {
    try (Parallel parallel = new Parallel(1)) {
      Run run = AlsConfig.defaults().withBiased(false).solver().start(data(), parallel);
      run.advance();
      Factors factors = run.result();
      assertThat(factors.mean()).isZero();
      assertThat(factors.userBiases()).containsOnly(0f);
      assertThat(factors.itemBiases()).containsOnly(0f);
    }
  }

  @Test
  void regularizationMustBePositive() {
    assertThatThrownBy(() -> AlsConfig.defaults().withRegularization(Regularization.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("regularization above 0");
    assertThatThrownBy(
            () -> AlsConfig.defaults().withRegularization(new Regularization(0.1, 1, 0, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bias");
  }
}
