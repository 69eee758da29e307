package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;
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

final class ImplicitAlsSolverTest extends SolverContract {

  private static final double ALPHA0 = 0.2;
  private static final Regularization REGULARIZATION = new Regularization(0.05, 0.8, 0.5, 0, 0);

  @Override
  protected Solver solver(int factors, long seed) {
    return ImplicitAlsConfig.defaults().withFactors(factors).withSeed(seed).solver();
  }

  private static Run trained(Interactions data, Parallel parallel) {
    Run run =
        ImplicitAlsConfig.defaults()
            .withFactors(5)
            .withRegularization(REGULARIZATION)
            .withAlpha0(ALPHA0)
            .solver()
            .start(data, parallel);
    for (int epoch = 0; epoch < 4; epoch++) {
      run.advance();
    }
    return run;
  }

  @Test
  void theLastStepSolvesEachUserExactly() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Factors factors = trained(data, parallel).result();
      for (int user = 0; user < data.users().size(); user++) {
        double[] expected = exactUser(data.byUser(), user, factors);
        for (int f = 0; f < 5; f++) {
          assertThat((double) factors.users().get(user, f)).isCloseTo(expected[f], within(1e-5));
        }
      }
    }
  }

  /** p_u by Gaussian elimination, over all items one by one. */
  private static double[] exactUser(CsrMatrix matrix, int user, Factors factors) {
    int n = factors.rank();
    double[][] a = new double[n][n];
    double[] b = new double[n];
    for (int item = 0; item < matrix.columns(); item++) {
      boolean seen = matrix.find(user, item) >= 0;
      for (int i = 0; i < n; i++) {
        double x = factors.items().get(item, i);
        b[i] += seen ? x : 0;
        for (int j = 0; j < n; j++) {
          a[i][j] += ((seen ? 1 : 0) + ALPHA0) * x * factors.items().get(item, j);
        }
      }
    }
    for (int f = 0; f < n; f++) {
      a[f][f] += REGULARIZATION.ofRow(matrix.count(user), ALPHA0, matrix.columns());
    }
    return NaiveReference.gaussianElimination(a, b);
  }

  @Test
  void theObjectiveIsThatOfAllPairs() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Run run = trained(data, parallel);
      Factors factors = run.factors();
      CsrMatrix matrix = data.byUser();
      double expected = 0;
      for (int user = 0; user < matrix.rows(); user++) {
        for (int item = 0; item < matrix.columns(); item++) {
          double score = 0;
          for (int f = 0; f < factors.rank(); f++) {
            score += (double) factors.users().get(user, f) * factors.items().get(item, f);
          }
          boolean seen = matrix.find(user, item) >= 0;
          expected += 0.5 * ((seen ? (1 - score) * (1 - score) : 0) + ALPHA0 * score * score);
        }
      }
      expected += penalty(factors.users().toArrays(), matrix, matrix.columns());
      expected += penalty(factors.items().toArrays(), data.byItem(), matrix.rows());
      assertThat(run.objective().value()).isCloseTo(expected, within(1e-4 * expected));
      assertThat(run.objective().rmse()).isEmpty();
    }
  }

  private static double penalty(float[][] rows, CsrMatrix matrix, int others) {
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      for (float value : rows[row]) {
        sum +=
            0.5 * REGULARIZATION.ofRow(matrix.count(row), ALPHA0, others) * (double) value * value;
      }
    }
    return sum;
  }

  @Test
  void valuesPlayNoPart() {
    Interactions data = data();
    var ones = Interactions.builder();
    for (int user = 0; user < data.users().size(); user++) {
      for (long at = data.byUser().start(user); at < data.byUser().end(user); at++) {
        ones.click(data.users().id(user), data.items().id(data.byUser().column(at)));
      }
    }
    try (Parallel parallel = new Parallel(2)) {
      Factors rated = trained(data, parallel).result();
      Factors clicked = trained(ones.build(), parallel).result();
      assertThat(rated.users().segment().mismatch(clicked.users().segment())).isEqualTo(-1);
    }
  }
}
