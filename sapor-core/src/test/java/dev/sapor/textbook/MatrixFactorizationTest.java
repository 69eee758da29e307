package dev.sapor.textbook;

import static dev.sapor.testing.NaiveReference.normwiseError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.testing.NaiveReference;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against naive double loops that visit the same pairs: 1e-12 normwise after 100 iterations. */
class MatrixFactorizationTest {

  private static final double TOLERANCE = 1e-12;

  private static final long SEED = Seeds.printed("MatrixFactorizationTest", 20260714);
  private final double[][] R = TextbookMatrices.ratings(13, 17, 0.4, SEED);
  private final TextbookConfig config =
      TextbookConfig.defaults()
          .withFactors(4)
          .withIterations(100)
          .withLearningRate(0.005)
          .withSeed(SEED);
  private final double[][] U = TextbookMatrices.normal(13, 4, SEED, "textbook user factors");
  private final double[][] V = TextbookMatrices.normal(17, 4, SEED, "textbook item factors");

  @Test
  void batchIsTheNaiveComputation() {
    Factorization result = MatrixFactorization.fit(R, config);

    assertThat(result.losses()).hasSize(101);
    assertLoss(result, 0);
    for (int iteration = 1; iteration <= 100; iteration++) {
      NaiveReference.batchStep(R, U, V, 0.005);
      assertLoss(result, iteration);
    }
    assertSameFactors(result);
    assertThat(result.loss()).isLessThan(0.2 * result.losses().getFirst().loss());
  }

  @Test
  void uniformPairsAreTheNaiveComputation() {
    Factorization result =
        MatrixFactorization.fit(
            R, config.withMode(Mode.STOCHASTIC_UNIFORM_PAIRS).withLearningRate(0.05));

    RandomStream pairs = RandomStream.of(SEED, "textbook pairs");
    for (int iteration = 1; iteration <= 100; iteration++) {
      int n = pairs.nextInt(13);
      int m = pairs.nextInt(17);
      NaiveReference.stochasticStep(R, U, V, n, m, 0.05);
      assertLoss(result, iteration);
    }
    assertSameFactors(result);
  }

  @Test
  void observedPassesAreTheNaiveComputation() {
    Factorization result =
        MatrixFactorization.fit(R, config.withMode(Mode.STOCHASTIC_OBSERVED_PASS));

    int[] observed = observedPairs();
    for (int iteration = 1; iteration <= 100; iteration++) {
      RandomStream pass = RandomStream.of(SEED, "textbook pass", iteration - 1);
      for (int at : pass.permutation(observed.length)) {
        NaiveReference.stochasticStep(R, U, V, observed[at] / 17, observed[at] % 17, 0.005);
      }
      assertLoss(result, iteration);
    }
    assertSameFactors(result);
    assertThat(result.loss()).isLessThan(0.2 * result.losses().getFirst().loss());
  }

  /** n · 17 + m of the observed pairs, in row-major order. */
  private int[] observedPairs() {
    return IntStream.range(0, 13 * 17)
        .filter(pair -> !Double.isNaN(R[pair / 17][pair % 17]))
        .toArray();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void sameSeedSameBitsAndOtherSeedOthers(Mode mode) {
    TextbookConfig chosen = config.withMode(mode);
    double[][] first = MatrixFactorization.fit(R, chosen).estimates();

    assertThat(MatrixFactorization.fit(R, chosen).estimates()).isDeepEqualTo(first);
    assertThat(MatrixFactorization.fit(R, chosen.withSeed(SEED + 1)).estimates()[0])
        .isNotEqualTo(first[0]);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void usersAndItemsWithoutRatingsKeepTheirStart(Mode mode) {
    Factorization result = MatrixFactorization.fit(R, config.withMode(mode));

    assertThat(result.userFactors()[12]).isEqualTo(U[12]);
    assertThat(result.itemFactors()[16]).isEqualTo(V[16]);
    assertThat(result.userFactors()[0]).isNotEqualTo(U[0]);
  }

  @Test
  void zeroIterationsGiveTheStart() {
    Factorization result = MatrixFactorization.fit(R, config.withIterations(0));

    assertThat(result.userFactors()).isDeepEqualTo(U);
    assertThat(result.itemFactors()).isDeepEqualTo(V);
    assertThat(result.losses()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void lossIntervalThinsTheCurveAndChangesNothingElse(Mode mode) {
    Factorization every = MatrixFactorization.fit(R, config.withMode(mode));
    Factorization thinned = MatrixFactorization.fit(R, config.withMode(mode).withLossInterval(30));

    assertThat(thinned.losses().stream().map(LossRecord::iteration))
        .containsExactly(0, 30, 60, 90, 100);
    for (LossRecord point : thinned.losses()) {
      assertThat(point).isEqualTo(every.losses().get(point.iteration()));
    }
    assertThat(thinned.userFactors()).isDeepEqualTo(every.userFactors());
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 6, 2", "6, 1, 2", "3, 2, 8"})
  void smallestShapesAndRanksAboveThemFitTheirRatings(int users, int items, int factors) {
    double[][] ratings = new double[users][items];
    for (int n = 0; n < users; n++) {
      for (int m = 0; m < items; m++) {
        ratings[n][m] = 1 + (n + m) % 3;
      }
    }
    Factorization result =
        MatrixFactorization.fit(
            ratings, TextbookConfig.defaults().withFactors(factors).withIterations(20_000));

    assertThat(normwiseError(result.estimates(), ratings)).isLessThan(1e-6);
  }

  @Test
  void inputIsNeitherChangedNorKept() {
    double[][] input = TextbookMatrices.ratings(13, 17, 0.4, SEED);
    Factorization result = MatrixFactorization.fit(input, config);
    assertThat(Arrays.deepEquals(input, R)).isTrue();

    double[][] residuals = result.residuals();
    input[0][0] = 1000;
    result.userFactors()[0][0] = 1000;
    assertThat(result.residuals()).isDeepEqualTo(residuals);
  }

  private void assertLoss(Factorization result, int iteration) {
    double expected = NaiveReference.loss(R, U, V);
    LossRecord point = result.losses().get(iteration);
    assertThat(point.iteration()).isEqualTo(iteration);
    assertThat(point.loss()).isCloseTo(expected, within(TOLERANCE * expected));
  }

  private void assertSameFactors(Factorization result) {
    assertThat(normwiseError(result.userFactors(), U)).isLessThan(TOLERANCE);
    assertThat(normwiseError(result.itemFactors(), V)).isLessThan(TOLERANCE);
    assertThat(normwiseError(result.estimates(), NaiveReference.estimates(U, V)))
        .isLessThan(TOLERANCE);
  }
}
