package dev.sapor.objective;

import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;

/**
 * The regularized loss of clicks: ½ [ Σ_seen c (s − 1)² + α0 Σ s² ] + ½ Σ_rows λ_row ‖row‖², where
 * s is the score of a pair and c the confidence in an interaction. The second sum is over all
 * pairs; with the target {@link ClickTarget#ONE} it is over those that were not seen, and c + α0
 * stands for c in the first.
 *
 * <p>λ_row is λ (n + α0 · other)^ν + κ, or λ n^ν + κ, with n interactions of the row and the size
 * of the other side.
 */
public final class ClickLoss {

  private final double alpha0;
  private final Confidence.Weights confidences;
  private final ClickTarget target;
  private final Regularization regularization;
  private final boolean countsAll;

  /**
   * @param alpha0 α0, above 0
   * @param confidence c by the value of an interaction
   * @param target what scores are drawn to
   * @param regularization λ, ν and κ
   * @param countsAll whether pairs that were not seen count in λ_row
   * @throws IllegalArgumentException if α0 is not a positive number
   */
  public ClickLoss(
      double alpha0,
      Confidence confidence,
      ClickTarget target,
      Regularization regularization,
      boolean countsAll) {
    if (!(alpha0 > 0 && alpha0 < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("alpha0 must be a positive number (got " + alpha0 + ")");
    }
    this.alpha0 = alpha0;
    this.target = target;
    this.regularization = regularization;
    this.countsAll = countsAll;
    confidences = confidence.weights();
  }

  /** α0. */
  public double alpha0() {
    return alpha0;
  }

  /** The same with another confidence. */
  public ClickLoss withConfidence(Confidence newConfidence) {
    return new ClickLoss(alpha0, newConfidence, target, regularization, countsAll);
  }

  /** λ_row of a row with so many interactions, where the other side has so many rows. */
  public double ofRow(long interactions, long others) {
    return regularization.ofRow(interactions, countsAll ? alpha0 : 0, others);
  }

  /**
   * Sets the weight of values and what each adds to the right side of the equations of a row. A
   * value below 0, which training data do not have, is a dislike: its magnitude has the weight, and
   * it adds −1 times what it would.
   *
   * @param start position of the first value
   * @param count how many there are
   */
  public void weigh(FloatColumn values, long start, int count, float[] weights, float[] targets) {
    MemorySegment.copy(
        values.segment(), NativeLayouts.FLOAT, start * Float.BYTES, targets, 0, count);
    float more = target == ClickTarget.ONE ? (float) alpha0 : 0;
    confidences.of(targets, count, weights);
    for (int k = 0; k < count; k++) {
      float weighted = weights[k] + more;
      targets[k] = targets[k] < 0 ? -weighted : weighted;
    }
  }

  /** What an interaction adds to twice the loss beyond the α0 s² of every pair. */
  double ofSeen(float value, double score) {
    double weight = confidences.of(value);
    double miss = (1 - score) * (1 - score);
    return target == ClickTarget.ONE
        ? weight * miss + alpha0 * (miss - score * score)
        : weight * miss;
  }
}
