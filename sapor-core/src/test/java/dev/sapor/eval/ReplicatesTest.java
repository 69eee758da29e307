package dev.sapor.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.eval.UserTerms.Statistic;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Intervals against the truth: of a thousand test sets about 950 intervals must hold it. */
class ReplicatesTest {

  private static final int TRIALS = 1000;

  private final long seed = Seeds.printed("ReplicatesTest", 17);
  private final Parallel parallel = new Parallel(2);

  @AfterEach
  void endThreads() {
    parallel.close();
  }

  @Test
  void intervalsOfAMeanHoldTheTruth() {
    // Hit rates: 0 or 1 for each user with a chance that itself varies; the mean chance is 0.3.
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      RandomStream random = RandomStream.of(seed, "hits", trial);
      UserTerms terms = UserTerms.zeros(150, 2);
      for (int user = 0; user < terms.users(); user++) {
        terms.add(user, 0, random.nextDouble() < 0.6 * random.nextDouble() ? 1 : 0);
        terms.add(user, 1, 1);
      }
      held += holds(terms, Statistic.ratio(0, 1), 0.3, trial);
    }
    assertThat(held).as("intervals that hold the truth, of %d", TRIALS).isBetween(930, 970);
  }

  @Test
  void intervalsOfAnRmseHoldTheTruth() {
    // Users differ in how many ratings they have and in how well they are predicted; errors of one
    // user are alike, so that single ratings are no independent draws. Σ e² / Σ n is 1 in the mean.
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      RandomStream random = RandomStream.of(seed, "errors", trial);
      UserTerms terms = UserTerms.zeros(250, RatingMetric.TERMS);
      for (int user = 0; user < terms.users(); user++) {
        int ratings = 1 + random.nextInt(40);
        double spread = 0.5 + random.nextDouble();
        double meanSquare = 13 / 12.0;
        for (int rating = 0; rating < ratings; rating++) {
          double error = spread * random.nextGaussian() / Math.sqrt(meanSquare);
          terms.add(user, RatingMetric.COUNT, 1);
          terms.add(user, RatingMetric.SQUARES, error * error);
        }
      }
      held += holds(terms, RatingMetric.RMSE::of, 1, trial);
    }
    assertThat(held).as("intervals that hold the truth, of %d", TRIALS).isBetween(930, 970);
  }

  @Test
  void intervalsOfADifferenceHoldTheTruth() {
    // Two models on the same users, easy and hard ones; the second is better by 0.05 in the mean.
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      RandomStream random = RandomStream.of(seed, "pairs", trial);
      UserTerms terms = UserTerms.zeros(100, 4);
      for (int user = 0; user < terms.users(); user++) {
        double ease = random.nextDouble();
        terms.add(user, 0, ease + 0.1 * random.nextGaussian());
        terms.add(user, 1, 1);
        terms.add(user, 2, ease + 0.1 * random.nextGaussian() + 0.1 * random.nextDouble());
        terms.add(user, 3, 1);
      }
      held += holds(terms, sums -> sums[2] / sums[3] - sums[0] / sums[1], 0.05, trial);
    }
    assertThat(held).as("intervals that hold the truth, of %d", TRIALS).isBetween(930, 970);
  }

  private int holds(UserTerms terms, Statistic statistic, double truth, int trial) {
    Resampling resampling = new Resampling(400, 0.95, seed + trial);
    Replicates replicates = Replicates.draw(terms, resampling, parallel);
    return replicates.interval(statistic).orElseThrow().contains(truth) ? 1 : 0;
  }

  @Test
  void aFewUsersGetWiderIntervalsThanPercentiles() {
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      RandomStream random = RandomStream.of(seed, "few", trial);
      UserTerms terms = UserTerms.zeros(8, 2);
      for (int user = 0; user < terms.users(); user++) {
        terms.add(user, 0, random.nextGaussian());
        terms.add(user, 1, 1);
      }
      held += holds(terms, Statistic.ratio(0, 1), 0, trial);
    }
    // Plain percentiles hold it in about 880 cases.
    assertThat(held).isBetween(920, 975);
  }

  @Test
  void oneUserHasNoInterval() {
    UserTerms one = UserTerms.zeros(1, 1);
    Replicates replicates = Replicates.draw(one, Resampling.defaults(), parallel);
    assertThat(replicates.interval(sums -> sums[0])).isEmpty();
  }

  @Test
  void theSameBitsAtAnyNumberOfThreads() {
    UserTerms terms = UserTerms.zeros(50, 1);
    for (int user = 0; user < 50; user++) {
      terms.add(user, 0, 1.0 / (user + 1));
    }
    Interval two =
        Replicates.draw(terms, Resampling.defaults(), parallel)
            .interval(sums -> sums[0])
            .orElseThrow();
    try (Parallel alone = new Parallel(1)) {
      assertThat(Replicates.draw(terms, Resampling.defaults(), alone).interval(sums -> sums[0]))
          .contains(two);
    }
  }

  @Test
  void quantilesOfTheTDistribution() {
    // Tables of the distribution: 97.5 % at 4, 9, 29 and 999 degrees.
    assertThat(StudentT.quantile(0.975, 4)).isCloseTo(2.776445, within(2e-2));
    assertThat(StudentT.quantile(0.975, 9)).isCloseTo(2.262157, within(1e-3));
    assertThat(StudentT.quantile(0.975, 29)).isCloseTo(2.045230, within(1e-4));
    assertThat(StudentT.quantile(0.975, 999)).isCloseTo(1.962341, within(1e-5));
    assertThat(StudentT.normalCdf(-1.959964)).isCloseTo(0.025, within(1e-6));
    assertThat(StudentT.normalCdf(1)).isCloseTo(0.8413447, within(1e-6));
  }
}
