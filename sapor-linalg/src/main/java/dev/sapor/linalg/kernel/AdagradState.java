package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import java.util.Arrays;

/**
 * What Adagrad remembers of each row and bias, and how its steps are taken (Duchi, Hazan and
 * Singer, "Adaptive subgradient methods for online learning and stochastic optimization", JMLR 12,
 * 2011).
 *
 * <p>The columns of a row form two groups, the first {@value #FIRST} and the rest, and a group has
 * one step size for all its columns: η / √G, where G adds up the mean squared gradient of the group
 * over the steps (as LIBMF does, Chin et al., "A learning-rate schedule for stochastic gradient
 * methods to matrix factorization", PAKDD 2015). With z the error of an estimate, p and q the two
 * rows of a group of d columns, and λ the decay of p,
 *
 * <pre>
 *   p' = (1 − λ η/√G) p + (z η/√G) q        G' = G + |λ p − z q|² / d
 * </pre>
 *
 * all from the old values. The squared norms need no pass over the columns: |λ p − z q|² = λ² |p|²
 * − 2 λ z p·q + z² |q|², and |p'|² follows from |p|², p·q and |q|² in the same way. So |p|² is kept
 * beside G, and set anew from the row now and then ({@link #measure}), for rounding makes it drift.
 *
 * @param left for each row of the left side eight values side by side, for they are needed
 *     together: G of the first columns, G of the rest, |p|² of the first columns, |p|² of the rest,
 *     λ, and three that are not used
 * @param right the same for the right side
 * @param leftBiases G of each bias of the left side
 * @param rightBiases G of each bias of the right side
 */
@SuppressWarnings("ArrayRecordComponent") // a bundle of live arrays; never compared
public record AdagradState(float[] left, float[] right, float[] leftBiases, float[] rightBiases) {

  /** Columns of the first group. */
  public static final int FIRST = 8;

  static final int PER_ROW = 8;

  /** Where the decay of a row stands. */
  static final int DECAY = 4;

  /**
   * @throws IllegalArgumentException if the lengths do not fit together
   */
  public AdagradState {
    if (left.length != PER_ROW * leftBiases.length
        || right.length != PER_ROW * rightBiases.length) {
      throw new IllegalArgumentException(
          "%s and %s values do not fit %s and %s rows"
              .formatted(left.length, right.length, leftBiases.length, rightBiases.length));
    }
  }

  /**
   * A fresh state.
   *
   * @param leftRows rows of the left side
   * @param rightRows rows of the right side
   * @param start what every G starts from, above 0
   */
  public static AdagradState starting(int leftRows, int rightRows, float start) {
    AdagradState state =
        new AdagradState(
            new float[Math.multiplyExact(PER_ROW, leftRows)],
            new float[Math.multiplyExact(PER_ROW, rightRows)],
            new float[leftRows],
            new float[rightRows]);
    for (float[] sums : new float[][] {state.left, state.right}) {
      for (int at = 0; at < sums.length; at += PER_ROW) {
        sums[at] = start;
        sums[at + 1] = start;
      }
    }
    Arrays.fill(state.leftBiases, start);
    Arrays.fill(state.rightBiases, start);
    return state;
  }

  /**
   * Sets the squared norms of some rows of a side from its factors, and their decays: before the
   * first step and now and then.
   *
   * @param decays λ of each row
   * @param side {@link #left} or {@link #right}
   */
  public static void measure(FloatMatrix factors, float[] decays, float[] side, int from, int to) {
    float[] row = new float[factors.columns()];
    for (int i = from; i < to; i++) {
      factors.copyRow(i, row);
      side[PER_ROW * i + 2] = squares(row, 0, Math.min(FIRST, row.length));
      side[PER_ROW * i + 3] = squares(row, Math.min(FIRST, row.length), row.length);
      side[PER_ROW * i + DECAY] = decays[i];
    }
  }

  private static float squares(float[] row, int from, int to) {
    double sum = 0;
    for (int f = from; f < to; f++) {
      sum += (double) row[f] * row[f];
    }
    return (float) sum;
  }
}
