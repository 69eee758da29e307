package dev.sapor.model;

import dev.sapor.linalg.FloatMatrix;
import org.jspecify.annotations.Nullable;

/**
 * What a model that is a mean over samples of its posterior keeps beside its factors, so that new
 * users can be taken in and a prediction has a standard deviation.
 *
 * <p>With S samples of F factors each the factors of the model have the rank S·F: those of sample s
 * are the columns from s·F on, of the users divided by S. So the score of a pair is the mean of the
 * scores that the samples give it.
 *
 * @param noise S x 2: for each sample the level w₀ and the precision α of the noise, above 0
 * @param userPriors 2S x (F + 1): for each sample the means of the unknowns of a user (the factors,
 *     then the bias), and in the next row their precisions, above 0
 * @param itemBiases S x items
 * @param itemWeights (S · items) x (F + 1): what having rated an item adds to the means of a user,
 *     for each sample and item; null where the model was trained without
 * @param days what the day of a rating adds; null where the model was trained without
 * @param levels how scores and ratings hang together where they are not the same; null where they
 *     are
 */
public record Posterior(
    FloatMatrix noise,
    FloatMatrix userPriors,
    FloatMatrix itemBiases,
    @Nullable FloatMatrix itemWeights,
    @Nullable DayEffects days,
    @Nullable RatingLevels levels) {

  /**
   * @throws IllegalArgumentException if the shapes do not fit together or a precision is not above
   *     0
   */
  public Posterior {
    int samples = noise.rows();
    if (samples < 1
        || noise.columns() != 2
        || userPriors.rows() != 2 * samples
        || itemBiases.rows() != samples
        || (itemWeights != null
            && (itemWeights.rows() != samples * itemBiases.columns()
                || itemWeights.columns() != userPriors.columns()))
        || (levels != null && levels.thresholds().rows() != samples)
        || (days != null
            && (days.samples() != samples
                || days.precisions().columns() != userPriors.columns()))) {
      throw new IllegalArgumentException("the parts of the posterior do not fit together");
    }
    requirePrecisions(noise, userPriors);
  }

  /**
   * Makes sure that the precisions are above 0.
   *
   * @throws IllegalArgumentException if one is not
   */
  public static void requirePrecisions(FloatMatrix noise, FloatMatrix userPriors) {
    for (int s = 0; s < noise.rows(); s++) {
      boolean positive = noise.get(s, 1) > 0;
      for (int f = 0; f < userPriors.columns(); f++) {
        positive &= userPriors.get(2 * s + 1, f) > 0;
      }
      if (!positive) {
        throw new IllegalArgumentException("a precision of the posterior is not above 0");
      }
    }
  }

  /** Number of samples S. */
  public int samples() {
    return noise.rows();
  }

  /** Number of factors F of each sample. */
  public int factors() {
    return userPriors.columns() - 1;
  }

  /** Whether it fits factors of a model. */
  boolean fits(Factors model) {
    return model.rank() == samples() * factors()
        && itemBiases.columns() == model.items().rows()
        && (levels == null || levels.userBiases().columns() == model.users().rows());
  }

  /** The same without a user. */
  Posterior withoutUser(int userIndex) {
    return levels == null
        ? this
        : new Posterior(
            noise, userPriors, itemBiases, itemWeights, days, levels.withoutUser(userIndex));
  }
}
