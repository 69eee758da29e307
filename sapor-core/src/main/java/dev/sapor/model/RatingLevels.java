package dev.sapor.model;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.NormalDistribution;
import java.util.Arrays;

/**
 * Ratings as levels of a latent score, of a model that is a mean over S samples: a rating is the
 * k-th of K values where the score and a standard normal noise together lie between the thresholds
 * k − 1 and k.
 *
 * @param values the ratings there are, growing, at least two
 * @param thresholds S x (K − 1), growing in each sample
 * @param userBiases S x users
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
public record RatingLevels(float[] values, FloatMatrix thresholds, FloatMatrix userBiases) {

  /**
   * @throws IllegalArgumentException if the shapes do not fit together or something does not grow
   */
  public RatingLevels {
    if (thresholds.columns() != values.length - 1 || thresholds.rows() != userBiases.rows()) {
      throw new IllegalArgumentException("the parts of the levels do not fit together");
    }
    requireGrowing(values, thresholds);
  }

  /**
   * Makes sure that values and thresholds grow.
   *
   * @throws IllegalArgumentException if they do not
   */
  public static void requireGrowing(float[] values, FloatMatrix thresholds) {
    boolean growing = isGrowing(values);
    for (int s = 0; s < thresholds.rows(); s++) {
      growing &= isGrowing(thresholds.row(s));
    }
    if (!growing) {
      throw new IllegalArgumentException("the levels or their thresholds are not in order");
    }
  }

  private static boolean isGrowing(float[] numbers) {
    for (int k = 1; k < numbers.length; k++) {
      if (!(numbers[k] > numbers[k - 1])) {
        return false;
      }
    }
    return true;
  }

  /** The level of a rating; of one that is none of the values, the nearest, the lower of two. */
  public static int levelOf(float[] values, float rating) {
    int found = Arrays.binarySearch(values, rating + 0f);
    if (found >= 0) {
      return found;
    }
    int above = -found - 1;
    if (above == 0 || above == values.length) {
      return above == 0 ? 0 : above - 1;
    }
    return rating - values[above - 1] <= values[above] - rating ? above - 1 : above;
  }

  /** The lower bound of a level. */
  public static double from(float[] thresholds, int level) {
    return level == 0 ? Double.NEGATIVE_INFINITY : thresholds[level - 1];
  }

  /** The upper bound of a level. */
  public static double to(float[] thresholds, int level) {
    return level == thresholds.length ? Double.POSITIVE_INFINITY : thresholds[level];
  }

  /** Number of levels K. */
  public int size() {
    return values.length;
  }

  /**
   * Adds to the probability of each level that of a sample.
   *
   * @param score the latent score
   * @param variance of the noise and of what is not known of the score
   * @param probabilities K of them
   */
  public void addProbabilities(int sample, double score, double variance, double[] probabilities) {
    double deviation = Math.sqrt(variance);
    double above = 1;
    for (int k = 0; k < values.length; k++) {
      double tail =
          k == values.length - 1
              ? 0
              : NormalDistribution.tail((thresholds.get(sample, k) - score) / deviation);
      // Where the tail changes its approximation, rounding may go the other way.
      probabilities[k] += Math.max(0, above - tail);
      above = tail;
    }
  }

  /** The mean rating under probabilities that add up to a total. */
  public double mean(double[] probabilities, double total) {
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      sum += values[k] * probabilities[k];
    }
    return sum / total;
  }

  /** The variance of the rating likewise. */
  public double variance(double[] probabilities, double total) {
    double mean = mean(probabilities, total);
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      sum += (values[k] - mean) * (values[k] - mean) * probabilities[k];
    }
    return sum / total;
  }

  /** The same without a user. */
  RatingLevels withoutUser(int userIndex) {
    FloatMatrix others = FloatMatrix.zeros(userBiases.rows(), userBiases.columns() - 1);
    for (int s = 0; s < others.rows(); s++) {
      for (int user = 0; user < others.columns(); user++) {
        others.set(s, user, userBiases.get(s, user < userIndex ? user : user + 1));
      }
    }
    return new RatingLevels(values, thresholds, others);
  }
}
