package dev.sapor.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.model.Factors;
import dev.sapor.testing.NaiveBiasedReference;
import dev.sapor.testing.NaiveReference;
import dev.sapor.testing.SyntheticInteractions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against naive double loops; the difference is that scores are floats. */
class ObjectiveTest {

  private static final long SEED = Seeds.printed("ObjectiveTest", 66);
  private static final double TOLERANCE = 1e-6;

  private final Interactions data = SyntheticInteractions.small(SEED).withUnusedIds(4);
  private final double[][] R = SyntheticInteractions.dense(data);
  private final Factors factors = factors(data, 5);
  private final NaiveBiasedReference naive =
      new NaiveBiasedReference(
          factors.mean(),
          doubles(factors.userBiases()),
          doubles(factors.itemBiases()),
          doubles(factors.users()),
          doubles(factors.items()));

  @ParameterizedTest
  @CsvSource({"0, 1, 0, 0, 0", "0.05, 1, 0, 0.02, 0", "2, 0, 0, 0.5, 0", "0.3, 0.5, 1.5, 0.2, 0.7"})
  void squaredLossAndPenaltyAreTheNaiveOnes(
      double lambda, double nu, double kappa, double biasLambda, double biasKappa) {
    Regularization regularization = new Regularization(lambda, nu, kappa, biasLambda, biasKappa);
    try (Parallel parallel = new Parallel(2)) {
      Objective.Value value = Objective.squared(factors, data, regularization, true, parallel);
      double expected =
          naive.objective(
              R,
              count -> lambda * Math.pow(count, nu) + kappa,
              count -> biasLambda * Math.pow(count, nu) + biasKappa);
      assertThat(value.value()).isCloseTo(expected, within(TOLERANCE * expected));
      double rmse = Math.sqrt(naive.squaredError(R) / data.size());
      assertThat(value.rmse().orElseThrow()).isCloseTo(rmse, within(TOLERANCE * rmse));

      double unbiased =
          naive.objective(R, count -> lambda * Math.pow(count, nu) + kappa, count -> 0);
      assertThat(Objective.squared(factors, data, regularization, false, parallel).value())
          .isCloseTo(unbiased, within(TOLERANCE * unbiased));
    }
  }

  @Test
  void lossOfClicksIsTheNaiveOneOverAllPairs() {
    double alpha0 = 0.3;
    ClickLoss loss =
        new ClickLoss(
            alpha0,
            Confidence.ONES,
            ClickTarget.SHRUNK,
            new Regularization(0.01, 0.8, 0.1, 0, 0),
            true);
    Factors plain = Factors.unbiased(factors.users(), factors.items());
    int users = R.length;
    int items = R[0].length;
    double expected = 0;
    double all = 0;
    for (int n = 0; n < users; n++) {
      for (int m = 0; m < items; m++) {
        double score = NaiveReference.estimate(naive.U, naive.V, n, m);
        all += score * score;
        expected += Double.isNaN(R[n][m]) ? 0 : (score - 1) * (score - 1) / 2;
      }
    }
    expected += alpha0 * all / 2;
    for (int n = 0; n < users; n++) {
      double count = NaiveBiasedReference.userCount(R, n) + alpha0 * items;
      expected += (0.01 * Math.pow(count, 0.8) + 0.1) * squares(naive.U[n]) / 2;
    }
    for (int m = 0; m < items; m++) {
      double count = NaiveBiasedReference.itemCount(R, m) + alpha0 * users;
      expected += (0.01 * Math.pow(count, 0.8) + 0.1) * squares(naive.V[m]) / 2;
    }
    try (Parallel parallel = new Parallel(2)) {
      Objective.Value value = Objective.clicks(plain, data, loss, all, parallel);
      assertThat(value.value()).isCloseTo(expected, within(TOLERANCE * expected));
      assertThat(value.rmse()).isEmpty();
    }
  }

  private static double squares(double[] row) {
    double sum = 0;
    for (double x : row) {
      sum += x * x;
    }
    return sum;
  }

  @Test
  void bitsDoNotDependOnTheThreads() {
    Interactions many = new SyntheticInteractions(2000, 100, 2, 5, SEED).ratings();
    Factors some = factors(many, 17);
    Regularization regularization = new Regularization(0.1, 0.5, 1, 0.1, 1);
    Objective.Value expected = null;
    for (int threads : new int[] {1, 2, 3, 7}) {
      try (Parallel parallel = new Parallel(threads)) {
        Objective.Value value = Objective.squared(some, many, regularization, true, parallel);
        expected = expected == null ? value : expected;
        assertThat(value).isEqualTo(expected);
      }
    }
  }

  @Test
  void noInteractionsHaveNoError() {
    Interactions none = data.select(at -> false);
    try (Parallel parallel = new Parallel(1)) {
      Objective.Value value = Objective.squared(factors, none, Regularization.NONE, true, parallel);
      assertThat(value.value()).isZero();
      assertThat(value.rmse()).hasValue(0);
    }
  }

  @Test
  void factorsThatOverflowGiveAnObjectiveThatIsNotFinite() {
    Factors broken = factors.copy();
    int user = 0;
    while (data.byUser().count(user) == 0) {
      user++;
    }
    broken.users().set(user, 0, Float.NaN);
    try (Parallel parallel = new Parallel(2)) {
      assertThat(Objective.squared(broken, data, Regularization.NONE, true, parallel).value())
          .isNaN();
    }
  }

  private static Factors factors(Interactions data, int rank) {
    RandomStream random = RandomStream.of(SEED, "factors", rank);
    FloatMatrix users = FloatMatrix.zeros(data.users().size(), rank);
    FloatMatrix items = FloatMatrix.zeros(data.items().size(), rank);
    fill(users, random);
    fill(items, random);
    float[] userBiases = biases(users.rows(), random);
    float[] itemBiases = biases(items.rows(), random);
    return new Factors(users, items, 3.25f, userBiases, itemBiases);
  }

  private static void fill(FloatMatrix matrix, RandomStream random) {
    for (int i = 0; i < matrix.rows(); i++) {
      for (int f = 0; f < matrix.columns(); f++) {
        matrix.set(i, f, (float) random.nextGaussian() / 2);
      }
    }
  }

  private static float[] biases(int length, RandomStream random) {
    float[] biases = new float[length];
    for (int i = 0; i < length; i++) {
      biases[i] = (float) random.nextGaussian() / 2;
    }
    return biases;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double[][] doubles(FloatMatrix matrix) {
    double[][] doubles = new double[matrix.rows()][];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = doubles(matrix.row(i));
    }
    return doubles;
  }
}
