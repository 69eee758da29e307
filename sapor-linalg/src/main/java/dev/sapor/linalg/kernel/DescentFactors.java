package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;

/**
 * What a stochastic gradient step updates. An entry (i, j) is estimated by {@code mean + a_i + b_j
 * + l_i · r_j}. With e = value − estimate, one step of rate η takes, from the old values on the
 * right,
 *
 * <pre>
 *   a_i ← (1 − η·decay(a_i))·a_i + η·e        l_i ← (1 − η·decay(l_i))·l_i + η·e·r_j
 *   b_j ← (1 − η·decay(b_j))·b_j + η·e        r_j ← (1 − η·decay(r_j))·r_j + η·e·l_i
 * </pre>
 *
 * <p>The decays are weights of the squared norm for one entry. Without biases, a and b stand still.
 *
 * @param left rows l_i
 * @param right rows r_j, as wide as {@code left}
 * @param mean the constant term
 * @param leftBiases a
 * @param rightBiases b
 * @param decays the decay of each row and bias
 * @param biased whether biases are learnt
 */
@SuppressWarnings("ArrayRecordComponent") // a bundle of live arrays; never compared
public record DescentFactors(
    FloatMatrix left,
    FloatMatrix right,
    float mean,
    float[] leftBiases,
    float[] rightBiases,
    Decays decays,
    boolean biased) {

  /**
   * Weight of the squared norm for one entry, by row.
   *
   * @param left for the rows of the left matrix
   * @param right for the rows of the right matrix
   * @param leftBiases for the biases of the left side
   * @param rightBiases for the biases of the right side
   */
  @SuppressWarnings("ArrayRecordComponent") // a bundle of live arrays; never compared
  public record Decays(float[] left, float[] right, float[] leftBiases, float[] rightBiases) {}

  /**
   * @throws IllegalArgumentException if the shapes do not fit together
   */
  public DescentFactors {
    if (left.columns() != right.columns()
        || leftBiases.length != left.rows()
        || rightBiases.length != right.rows()
        || decays.left.length != left.rows()
        || decays.right.length != right.rows()
        || decays.leftBiases.length != left.rows()
        || decays.rightBiases.length != right.rows()) {
      throw new IllegalArgumentException(
          "factors %s and %s do not fit their biases or decays".formatted(left, right));
    }
  }
}
