package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;

/**
 * What a pass of stochastic gradient steps over the entries of one row works on, where the factors
 * of row i are the sum of two parts: l_i + s_i. The entry (i, j) is estimated by {@code mean + a_i
 * + b_j + (l_i + s_i) · r_j}. With e = value − estimate and the old values on the right, a step of
 * rate η takes
 *
 * <pre>
 *   a_i ← (1 − η·decay(a_i))·a_i + η·e
 *   l_i ← (1 − η·decay(l_i))·l_i + η·e·r_j
 *   s_i ← (1 − η·decay(s_i))·s_i + η·e·r_j
 * </pre>
 *
 * The right side stands still. What a step would add to it is kept: η·e for b_j in {@code steps}
 * and η·e·(l_i + s_i) for r_j in {@code moves}, both before the step itself.
 *
 * @param factors l, r, a, b, the mean and the decays; those of the right side are not used
 * @param added rows s_i, as many and as wide as the left side
 * @param addedDecays decay of each row s_i
 * @param moves as wide as the left side
 * @param steps one for each row of {@code moves}
 */
@SuppressWarnings("ArrayRecordComponent") // a bundle of live arrays; never compared
public record RowDescent(
    DescentFactors factors,
    FloatMatrix added,
    float[] addedDecays,
    FloatMatrix moves,
    float[] steps) {

  /**
   * @throws IllegalArgumentException if the shapes do not fit together
   */
  public RowDescent {
    FloatMatrix left = factors.left();
    if (added.rows() != left.rows()
        || added.columns() != left.columns()
        || addedDecays.length != left.rows()
        || moves.columns() != left.columns()
        || moves.rows() != steps.length) {
      throw new IllegalArgumentException(
          "added rows %s and moves %s do not fit factors %s, or decays or steps do not"
              .formatted(added, moves, left));
    }
  }
}
