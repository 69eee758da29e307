package dev.sapor.solver.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.NormalDistribution;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import org.junit.jupiter.api.Test;

final class ThresholdsTest {

  private static final double PRECISION = 0.25;

  /** Of seven ratings the posterior is no normal distribution. */
  private static final int[] LEVELS = {0, 0, 1, 2, 2, 2, 1};

  private static final float[] SCORES = {-0.5f, 0.25f, 0.1f, 1.5f, 0.75f, -0.25f, 1};

  private static double density(double low, double high) {
    double product = Math.exp(-0.5 * PRECISION * (low * low + high * high));
    for (int n = 0; n < LEVELS.length; n++) {
      double from =
          LEVELS[n] == 0
              ? 0
              : 1 - NormalDistribution.tail(bound(LEVELS[n] - 1, low, high) - SCORES[n]);
      double to =
          LEVELS[n] == 2 ? 1 : 1 - NormalDistribution.tail(bound(LEVELS[n], low, high) - SCORES[n]);
      product *= to - from;
    }
    return product;
  }

  private static double bound(int k, double low, double high) {
    return k == 0 ? low : high;
  }

  @Test
  void theDrawsHaveTheMomentsOfNumericalIntegration() {
    double[] exact = new double[6];
    for (double low = -6; low < 6; low += 0.02) {
      for (double high = low + 0.01; high < 8; high += 0.02) {
        double density = density(low, high);
        add(exact, density, low, high);
      }
    }
    double[] drawn = new double[6];
    Thresholds thresholds =
        new Thresholds(IntColumn.of(LEVELS), FloatColumn.of(SCORES), 2, PRECISION);
    float[] now = Thresholds.start(IntColumn.of(LEVELS), 2);
    int moves = 0;
    try (Parallel parallel = new Parallel(1)) {
      for (int k = 0; k < 100_000; k++) {
        float[] next = thresholds.draw(now, RandomStream.of(3, "thresholds", k), parallel);
        moves += next[0] == now[0] ? 0 : 1;
        now = next;
        assertThat(now[0]).isLessThan(now[1]);
        add(drawn, 1, now[0], now[1]);
      }
    }
    for (int m = 1; m < 6; m++) {
      assertThat(drawn[m] / drawn[0]).isCloseTo(exact[m] / exact[0], within(0.02));
    }
    // Most proposals are taken, or it would not be the shape of the peak.
    assertThat(moves).isGreaterThan(60_000);
  }

  private static void add(double[] moments, double weight, double low, double high) {
    moments[0] += weight;
    moments[1] += weight * low;
    moments[2] += weight * high;
    moments[3] += weight * low * low;
    moments[4] += weight * high * high;
    moments[5] += weight * low * high;
  }

  @Test
  void manyRatingsAtBadStartsFindThePeak() {
    int[] levels = new int[20_000];
    float[] scores = new float[levels.length];
    RandomStream random = RandomStream.of(5, "ratings");
    double[] truth = {-1.5, -0.5, 0.25, 2};
    for (int n = 0; n < levels.length; n++) {
      scores[n] = (float) random.nextGaussian();
      double latent = scores[n] + random.nextGaussian();
      while (levels[n] < 4 && latent > truth[levels[n]]) {
        levels[n]++;
      }
    }
    Thresholds thresholds =
        new Thresholds(IntColumn.of(levels), FloatColumn.of(scores), 4, PRECISION);
    for (float[] start : new float[][] {{-9, -8, 8, 9}, {3, 3.1f, 3.2f, 3.3f}}) {
      try (Parallel parallel = new Parallel(2)) {
        float[] now = start;
        for (int k = 0; k < 40; k++) {
          now = thresholds.draw(now, RandomStream.of(4, "thresholds", k), parallel);
        }
        for (int k = 0; k < 4; k++) {
          assertThat((double) now[k]).isCloseTo(truth[k], within(0.08));
        }
      }
    }
  }

  @Test
  void aTridiagonalFactorSolves() {
    double[] diagonal = {4, 5, 6};
    double[] beside = {1, -2};
    Tridiagonal factor = new Tridiagonal(diagonal, beside);
    double[] x = {1, 2, -3};
    double[] ax = {4 * 1 + 1 * 2, 1 + 5 * 2 + 2 * 3, -2 * 2 - 6 * 3};
    double[] solved = factor.solveUpper(factor.solveLower(ax));
    for (int i = 0; i < 3; i++) {
      assertThat(solved[i]).isCloseTo(x[i], within(1e-12));
    }
    assertThat(factor.norm(x)).isCloseTo(x[0] * ax[0] + x[1] * ax[1] + x[2] * ax[2], within(1e-12));
  }
}
