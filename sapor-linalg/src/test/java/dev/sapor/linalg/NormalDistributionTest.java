package dev.sapor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NormalDistributionTest {

  /** By {@code erfc} of the C library. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "0.1, 0.460172162722971",
    "0.5, 0.3085375387259869",
    "0.66, 0.25462691467133614",
    "0.67, 0.25142889509531013",
    "1, 0.15865525393145707",
    "1.96, 0.024997895148220435",
    "2.5, 0.006209665325776139",
    "4, 3.1671241833119965e-05",
    "5.65, 8.022391850663509e-09",
    "5.66, 7.568649751997724e-09",
    "8, 6.220960574271819e-16",
    "12, 1.776482112077702e-33",
    "20, 2.7536241186063314e-89",
    "30, 4.906713927148764e-198",
    "37, 5.725571222525139e-300"
  })
  void theTailHasAllItsDigits(double x, double expected) {
    assertThat(NormalDistribution.tail(x)).isCloseTo(expected, withinPercentage(1e-10));
    assertThat(NormalDistribution.tail(-x)).isCloseTo(1 - expected, within(1e-15));
  }

  @Test
  void theTailIsTheIntegralOfTheDensity() {
    double sum = 0;
    double step = 1e-3;
    for (double x = 6; x > -6; x -= step) {
      double area =
          step
              / 6
              * (NormalDistribution.density(x)
                  + 4 * NormalDistribution.density(x - step / 2)
                  + NormalDistribution.density(x - step));
      sum += area;
      assertThat(NormalDistribution.tail(x - step))
          .isCloseTo(sum + NormalDistribution.tail(6), within(1e-12));
    }
  }

  @Test
  void theQuantileIsTheInverse() {
    for (double p = 1e-300; p < 1e-3; p *= 9) {
      assertThat(NormalDistribution.tail(-NormalDistribution.quantile(p)))
          .isCloseTo(p, withinPercentage(1e-9));
    }
    for (double p = 1e-3; p < 0.9999; p += 1e-3) {
      assertThat(NormalDistribution.tail(-NormalDistribution.quantile(p)))
          .isCloseTo(p, within(1e-14));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-Infinity, Infinity",
    "-1, 2",
    "0.5, 0.6",
    "-Infinity, -3",
    "4, Infinity",
    "9, 9.5",
    "-40, -39",
    "-0.1, 0.1",
    "38, Infinity"
  })
  void drawsFillTheirInterval(double from, double to) {
    double whole = NormalDistribution.probability(from, to);
    double before = Double.NEGATIVE_INFINITY;
    for (int k = 0; k <= 1000; k++) {
      double x = NormalDistribution.within(from, to, k / 1000.0);
      assertThat(x).isBetween(from, to).isFinite();
      if (whole > 1e-250 && k > 0 && k < 1000) {
        double part =
            from + to > 0
                ? NormalDistribution.probability(x, to) / whole
                : NormalDistribution.probability(from, x) / whole;
        assertThat(part).isCloseTo(1 - k / 1000.0, within(1e-6));
      }
      before = x;
    }
    assertThat(before).isFinite();
  }
}
