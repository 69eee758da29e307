package dev.sapor.eval;

import dev.sapor.eval.UserTerms.Statistic;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Figures over users who were drawn again: the bootstrap by user.
 *
 * <p>Interactions of one user are alike, so they are no independent draws; users are. Each
 * replicate draws as many users as there are, with replacement, and takes the sums of their terms
 * (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3). The interval is
 * between quantiles of the replicated figure. Plain percentile intervals are too narrow by a factor
 * of about √((n − 1) / n) and by the use of the normal for the t distribution; the quantiles are
 * moved outwards to make up for both (Hesterberg, "What teachers should know about the bootstrap",
 * The American Statistician 69(4), 2015, section 5.3).
 *
 * <p>One stream of random numbers for each replicate: the same bits at any number of threads.
 */
final class Replicates {

  /** Users that are drawn before their terms are looked at. */
  private static final int BLOCK = 512;

  private final int users;
  private final double level;
  // [replicate][term]
  private final double[][] sums;

  private Replicates(int users, double level, double[][] sums) {
    this.users = users;
    this.level = level;
    this.sums = sums;
  }

  /** Draws users again. */
  static Replicates draw(UserTerms terms, Resampling resampling, Parallel parallel) {
    double[][] sums = new double[resampling.replicates()][terms.count()];
    if (terms.users() > 1) {
      parallel.ranges(
          sums.length,
          1,
          (from, to) -> {
            for (int replicate = from; replicate < to; replicate++) {
              RandomStream random = RandomStream.of(resampling.seed(), "bootstrap", replicate);
              addDrawn(terms, random, sums[replicate]);
            }
          });
    }
    return new Replicates(terms.users(), resampling.level(), sums);
  }

  /**
   * Draws in blocks, and takes one term after the other within a block: then the processor waits
   * for the memory of many users at once instead of for one after the other. Each sum still adds up
   * the users in the order in which they were drawn.
   */
  private static void addDrawn(UserTerms terms, RandomStream random, double[] sums) {
    int count = terms.count();
    double[] values = terms.values();
    int[] drawn = new int[BLOCK];
    for (int from = 0; from < terms.users(); from += BLOCK) {
      int length = Math.min(BLOCK, terms.users() - from);
      for (int i = 0; i < length; i++) {
        drawn[i] = random.nextInt(terms.users()) * count;
      }
      for (int term = 0; term < count; term++) {
        sums[term] = plusDrawn(sums[term], values, term, drawn, length);
      }
    }
  }

  private static double plusDrawn(double sum, double[] values, int term, int[] drawn, int length) {
    double all = sum;
    for (int i = 0; i < length; i++) {
      all += values[drawn[i] + term];
    }
    return all;
  }

  /** The interval of a figure; empty with fewer than two users. */
  Optional<Interval> interval(Statistic statistic) {
    if (users < 2) {
      return Optional.empty();
    }
    double[] figures = Arrays.stream(sums).mapToDouble(statistic::of).sorted().toArray();
    double tail = tail();
    return Optional.of(new Interval(quantile(figures, tail), quantile(figures, 1 - tail)));
  }

  private double tail() {
    double t = StudentT.quantile(1 - (1 - level) / 2, users - 1);
    return StudentT.normalCdf(-Math.sqrt(users / (users - 1.0)) * t);
  }

  /** By linear interpolation between order statistics. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
