package dev.sapor.solver.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
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
        double[] expected = exactUser(data, user, factors);
        for (int f = 0; f < 5; f++) {
          assertThat((double) factors.users().get(user, f)).isCloseTo(expected[f], within(1e-5));
        }
      }
    }
  }

  @Test
  void weightsOfClicksCount() {
    Interactions rated = data();
    FloatColumn weights = FloatColumn.zeros(rated.size());
    for (long at = 0; at < weights.size(); at++) {
      weights.set(at, 0.5f + at % 4);
    }
    Interactions weighed = rated.withWeights(weights);
    try (Parallel parallel = new Parallel(2)) {
      Run run = trained(weighed, parallel);
      Factors factors = run.result();
      for (int user = 0; user < weighed.users().size(); user++) {
        double[] expected = exactUser(weighed, user, factors);
        for (int f = 0; f < 5; f++) {
          assertThat((double) factors.users().get(user, f)).isCloseTo(expected[f], within(1e-5));
        }
      }
      double expected = naiveObjective(weighed, run.factors());
      assertThat(run.objective().value()).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  /** p_u by Gaussian elimination, over all items one by one. */
  private static double[] exactUser(Interactions data, int user, Factors factors) {
    CsrMatrix matrix = data.byUser();
    int n = factors.rank();
    double[][] a = new double[n][n];
    double[] b = new double[n];
    for (int item = 0; item < matrix.columns(); item++) {
      double weight = weight(data, user, item);
      for (int i = 0; i < n; i++) {
        double x = factors.items().get(item, i);
        b[i] += weight * x;
        for (int j = 0; j < n; j++) {
          a[i][j] += (weight + ALPHA0) * x * factors.items().get(item, j);
        }
      }
    }
    for (int f = 0; f < n; f++) {
      a[f][f] += REGULARIZATION.ofRow(matrix.count(user), ALPHA0, matrix.columns());
    }
    return NaiveReference.gaussianElimination(a, b);
  }

  private static double weight(Interactions data, int user, int item) {
    long at = data.byUser().find(user, item);
    return at < 0 ? 0 : data.rated() ? 1 : data.byUser().value(at);
  }

  @Test
  void theObjectiveIsThatOfAllPairs() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Run run = trained(data, parallel);
      Factors factors = run.factors();
      double expected = naiveObjective(data, factors);
      assertThat(run.objective().value()).isCloseTo(expected, within(1e-4 * expected));
      assertThat(run.objective().rmse()).isEmpty();
    }
  }

  private static double naiveObjective(Interactions data, Factors factors) {
    CsrMatrix matrix = data.byUser();
    double expected = 0;
    for (int user = 0; user < matrix.rows(); user++) {
      for (int item = 0; item < matrix.columns(); item++) {
        double score = 0;
        for (int f = 0; f < factors.rank(); f++) {
          score += (double) factors.users().get(user, f) * factors.items().get(item, f);
        }
        double seen = weight(data, user, item) * (1 - score) * (1 - score);
        expected += 0.5 * (seen + ALPHA0 * score * score);
      }
    }
    return expected
        + penalty(factors.users().toArrays(), matrix, matrix.columns())
        + penalty(factors.items().toArrays(), data.byItem(), matrix.rows());
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
  void ratingsAreTakenAsClicksOfWeightOne() {
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
