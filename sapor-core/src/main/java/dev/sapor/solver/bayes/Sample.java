package dev.sapor.solver.bayes;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Factors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a sweep.
 *
 * @param factors the users' conditional means, or the most probable users where ratings are levels,
 *     and the items as drawn; the mean is w₀
 * @param precision α
 * @param userPrior 2 x (F + 1): means and precisions
 * @param itemWeights items x (F + 1): the weights of the items of a user, or null
 * @param days the days as drawn, or null
 * @param thresholds between the levels as drawn, or null where ratings are no levels
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record Sample(
    Factors factors,
    float precision,
    FloatMatrix userPrior,
    @Nullable FloatMatrix itemWeights,
    @Nullable Days days,
    float @Nullable [] thresholds) {

  /**
   * The days.
   *
   * @param factors days x F
   * @param biases by day
   * @param precisions of factors and bias
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
  record Days(FloatMatrix factors, float[] biases, float[] precisions) {}
}
