package dev.sapor.textbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The views of a result, and what is refused. */
class FactorizationTest {

  private static final double NONE = Double.NaN;
  private static final double[][] R = {{5, NONE, 1}, {NONE, 2, 4}};

  private final TextbookConfig config = TextbookConfig.defaults().withIterations(50);

  @Test
  void viewsOfTheEstimatesDifferOnlyWhereRatingsAreMissing() {
    Factorization result = MatrixFactorization.fit(R, config);
    double[][] all = result.estimates();
    double[][] withNaN = result.estimatesWithNaN();
    double[][] withZeros = result.estimatesWithZeros();
    double[][] residuals = result.residuals();

    for (int n = 0; n < 2; n++) {
      for (int m = 0; m < 3; m++) {
        if (Double.isNaN(R[n][m])) {
          assertThat(all[n][m]).isFinite().isNotZero();
          assertThat(withNaN[n][m]).isNaN();
          assertThat(withZeros[n][m]).isZero();
          assertThat(residuals[n][m]).isZero();
        } else {
          assertThat(withNaN[n][m]).isEqualTo(all[n][m]);
          assertThat(withZeros[n][m]).isEqualTo(all[n][m]);
          assertThat(residuals[n][m]).isEqualTo(all[n][m] - R[n][m]);
        }
      }
    }
  }

  @Test
  void lossIsHalfTheSquaredResiduals() {
    Factorization result = MatrixFactorization.fit(R, config);
    double sum = 0;
    for (double[] row : result.residuals()) {
      for (double e : row) {
        sum += e * e;
      }
    }
    assertThat(result.loss()).isEqualTo(0.5 * sum);
    assertThat(result.losses().getLast()).isEqualTo(new LossRecord(50, result.loss()));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void divergenceNamesTheIterationAndTheRate(Mode mode) {
    double[][] full = {{5, 3, 1}, {2, 2, 4}};
    assertThatThrownBy(() ->
            MatrixFactorization.fit(
                full, config.withMode(mode).withLearningRate(10).withIterations(1000)))
        .isInstanceOfSatisfying(
            LossNotFiniteException.class, e -> assertThat(e.iteration()).isBetween(1, 1000))
        .hasMessageMatching(
            "the loss is not finite after iteration \\d+: lower the learning rate"
                + " \\(it is 10\\.0\\)");
  }

  @Test
  void ratingsTooLargeToSquareAreNamed() {
    assertThatThrownBy(() -> MatrixFactorization.fit(new double[][] {{1e300}}, config))
        .isInstanceOf(LossNotFiniteException.class)
        .hasMessage(
            "the loss is not finite before the first iteration: the ratings are too large, scale"
                + " them down");
  }

  @Test
  void matricesThatAreNoRatingsAreRefused() {
    refused(new double[][] {}, "ratings must have at least one row and one column");
    refused(new double[][] {{}}, "ratings must have at least one row and one column");
    refused(
        new double[][] {{1, 2}, {3}},
        "ratings must have rows of one length (row 0 has 2 entries, row 1 has 1)");
    refused(
        new double[][] {{1, Double.POSITIVE_INFINITY}},
        "ratings must be finite, or NaN where missing (got Infinity in row 0, column 1)");
    refused(new double[][] {{NONE, NONE}}, "ratings must hold a number (all entries are NaN)");
  }

  private void refused(double[][] ratings, String message) {
    assertThatThrownBy(() -> MatrixFactorization.fit(ratings, config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void configurationsOutOfRangeAreRefused() {
    refused(() -> config.withFactors(0), "factors must be at least 1 (got 0)");
    refused(() -> config.withIterations(-1), "iterations must be at least 0 (got -1)");
    refused(() -> config.withLossInterval(0), "lossInterval must be at least 1 (got 0)");
    for (double rate : new double[] {0, -0.1, NONE, Double.POSITIVE_INFINITY}) {
      refused(
          () -> config.withLearningRate(rate),
          "learningRate must be finite and greater than 0 (got " + rate + ")");
    }
  }

  private static void refused(Runnable configuration, String message) {
    assertThatThrownBy(configuration::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
