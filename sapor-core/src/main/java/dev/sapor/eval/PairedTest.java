package dev.sapor.eval;

import dev.sapor.eval.UserTerms.Statistic;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares two models user by user: far sharper than two intervals side by side, since both models
 * find the same users easy or hard.
 *
 * <p>The interval of the difference is a bootstrap in which both models get the same drawn users.
 * The p-value is that of a randomization test: if the models were alike, each user's outcomes could
 * as well be swapped (Noreen, "Computer-intensive methods for testing hypotheses", 1989, section
 * 2.5; for retrieval Smucker, Allan and Carterette, CIKM 2007). The observed labeling counts as one
 * of the relabelings, so it is never 0.
 */
final class PairedTest {

  private final UserTerms both;
  private final int half;
  private final Resampling resampling;
  private final Parallel parallel;
  private final Replicates replicates;
  private double @Nullable [][] swapped;

  PairedTest(UserTerms both, Resampling resampling, Parallel parallel) {
    this.both = both;
    this.half = both.count() / 2;
    this.resampling = resampling;
    this.parallel = parallel;
    this.replicates = Replicates.draw(both, resampling, parallel);
  }

  /**
   * Compares over the test windows together: the outcomes of a user in several windows are one
   * draw.
   *
   * @param first the first model on each window
   * @param second the second model on the same windows
   */
  static List<Comparison> of(List<Judgement> first, List<Judgement> second) {
    Judgement any = first.getFirst();
    List<Comparison> comparisons = new ArrayList<>();
    if (all(first, second, Judgement::hasRatings)) {
      PairedTest test = of(first, second, Judgement::ratingTerms, RatingMetric.COUNT);
      for (RatingMetric metric : any.protocol().ratingMetrics()) {
        comparisons.add(test.compare(metric.key(), metric::of, metric.higherIsBetter()));
      }
    }
    if (all(first, second, Judgement::hasRankings)) {
      List<RankingMetric> metrics = any.protocol().rankingMetrics();
      PairedTest test = of(first, second, Judgement::rankingTerms, metrics.size());
      for (int index = 0; index < metrics.size() && test.both.users() > 0; index++) {
        RankingMetric metric = metrics.get(index);
        Statistic mean = Statistic.ratio(index, metrics.size());
        comparisons.add(test.compare(metric.key(), mean, metric.higherIsBetter()));
      }
    }
    return comparisons;
  }

  private static boolean all(
      List<Judgement> first, List<Judgement> second, Function<Judgement, Boolean> condition) {
    return first.stream().allMatch(condition::apply) && second.stream().allMatch(condition::apply);
  }

  private static PairedTest of(
      List<Judgement> first,
      List<Judgement> second,
      Function<Judgement, UserTerms> terms,
      int counting) {
    BinaryOperator<UserTerms> plus = UserTerms::plus;
    List<UserTerms> pairs = new ArrayList<>();
    for (int window = 0; window < first.size(); window++) {
      UserTerms ofFirst = terms.apply(first.get(window));
      UserTerms ofSecond = terms.apply(second.get(window));
      pairs.add(bothJudged(ofFirst.beside(ofSecond), counting, counting + ofFirst.count()));
    }
    UserTerms sum = pairs.stream().reduce(plus).orElseThrow();
    return new PairedTest(
        sum.having(counting, counting + sum.count() / 2),
        first.getFirst().protocol().resampling(),
        first.getFirst().parallel());
  }

  /** A window in which only one of the models judged a user must not weigh on either. */
  private static UserTerms bothJudged(UserTerms pair, int ofFirst, int ofSecond) {
    double[] values = pair.values().clone();
    for (int user = 0; user < pair.users(); user++) {
      if (pair.get(user, ofFirst) == 0 || pair.get(user, ofSecond) == 0) {
        Arrays.fill(values, user * pair.count(), (user + 1) * pair.count(), 0);
      }
    }
    return new UserTerms(pair.users(), pair.count(), values);
  }

  Comparison compare(String key, Statistic statistic, boolean higherIsBetter) {
    double[] sums = both.sums();
    return new Comparison(
        key,
        ofFirst(statistic, sums),
        ofSecond(statistic, sums),
        replicates.interval(drawn -> difference(statistic, drawn)),
        chance(statistic, Math.abs(difference(statistic, sums))),
        both.users(),
        higherIsBetter);
  }

  private double ofFirst(Statistic statistic, double[] sums) {
    return statistic.of(Arrays.copyOfRange(sums, 0, half));
  }

  private double ofSecond(Statistic statistic, double[] sums) {
    return statistic.of(Arrays.copyOfRange(sums, half, 2 * half));
  }

  private double difference(Statistic statistic, double[] sums) {
    return ofSecond(statistic, sums) - ofFirst(statistic, sums);
  }

  private double chance(Statistic statistic, double observed) {
    int trials = resampling.replicates();
    double[][] swappedSums = swapped();
    double asGreat =
        parallel.sum(
            trials,
            1,
            (from, to) -> {
              int count = 0;
              for (int trial = from; trial < to; trial++) {
                double swapped = difference(statistic, swappedSums[trial]);
                // Rounding must not tell equal differences apart.
                count += Math.abs(swapped) >= observed * (1 - 1e-12) ? 1 : 0;
              }
              return count;
            });
    return (asGreat + 1) / (trials + 1);
  }

  /** The sums of each trial: the same for all statistics, so they are made once. */
  private double[][] swapped() {
    double[][] sums = swapped;
    if (sums == null) {
      double[][] made = new double[resampling.replicates()][];
      parallel.ranges(
          made.length,
          1,
          (from, to) -> {
            for (int trial = from; trial < to; trial++) {
              made[trial] = swappedSums(trial);
            }
          });
      sums = made;
      swapped = made;
    }
    return sums;
  }

  private double[] swappedSums(int trial) {
    RandomStream random = RandomStream.of(resampling.seed(), "swap", trial);
    double[] sums = new double[2 * half];
    for (int user = 0; user < both.users(); user++) {
      int shift = random.nextLong() < 0 ? half : 0;
      for (int term = 0; term < half; term++) {
        sums[term + shift] += both.get(user, term);
        sums[term + half - shift] += both.get(user, term + half);
      }
    }
    return sums;
  }
}
