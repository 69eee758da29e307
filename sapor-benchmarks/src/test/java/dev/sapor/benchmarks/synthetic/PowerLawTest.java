package dev.sapor.benchmarks.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PowerLawTest {

  @Test
  void sharesAddUpAndFollowTheWeights() {
    double[] weights = PowerLaw.weights(1000, 10, 1);
    int[] shares = PowerLaw.shares(weights, 100_000, 100_000);
    assertThat(Arrays.stream(shares).sum()).isEqualTo(100_000);
    double sum = Arrays.stream(weights).sum();
    for (int k = 0; k < shares.length; k++) {
      assertThat((double) shares[k]).isCloseTo(100_000 * weights[k] / sum, within(1.0001));
    }
  }

  @Test
  void limitCutsTheHeadAndTheRestTakesItsPlace() {
    int[] shares = PowerLaw.shares(PowerLaw.weights(100, 1, 1), 1000, 20);
    assertThat(Arrays.stream(shares).sum()).isEqualTo(1000);
    assertThat(Arrays.stream(shares).max().orElseThrow()).isBetween(20, 21);
    assertThat(shares[99]).isGreaterThan(1000 / 519); // its share where nothing is cut
  }

  @Test
  void everyoneTakesTheLimitWhereTheTotalAsksForIt() {
    assertThat(PowerLaw.shares(PowerLaw.weights(10, 1, 1), 50, 5)).containsOnly(5);
    assertThatThrownBy(() -> PowerLaw.shares(PowerLaw.weights(10, 1, 1), 51, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("51");
  }

  @Test
  void drawsFollowTheirWeights() {
    double[] weights = {5, 1, 0.5, 2.5, 1};
    WeightedDraw draw = new WeightedDraw(weights);
    RandomStream random = RandomStream.of(7, "draws of a test");
    int[] counts = new int[weights.length];
    for (int k = 0; k < 100_000; k++) {
      counts[draw.next(random)]++;
    }
    for (int k = 0; k < weights.length; k++) {
      // Five standard deviations of a binomial with p = weight / 10.
      double p = weights[k] / 10;
      double tolerance = 5 * Math.sqrt(100_000 * p * (1 - p));
      assertThat((double) counts[k]).isCloseTo(100_000 * p, within(tolerance));
    }
  }
}
