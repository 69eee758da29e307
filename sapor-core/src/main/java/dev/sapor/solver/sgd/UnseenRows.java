package dev.sapor.solver.sgd;

import dev.sapor.linalg.FloatMatrix;
import java.util.Arrays;

/**
 * Rows of factors without any interaction, which no step ever moves. Where the factors hold the
 * level of the values a row of zeros would mean an estimate of 0, so such a row gets the mean of
 * the others: an unknown user is taken for the average one.
 */
final class UnseenRows {

  private final int[] counts;
  private final int unseen;

  /**
   * @param counts number of interactions of each row
   */
  UnseenRows(int[] counts) {
    this.counts = counts;
    this.unseen = (int) Arrays.stream(counts).filter(count -> count == 0).count();
  }

  /** Sets them to the mean of the rows that have interactions. */
  void fill(FloatMatrix factors) {
    if (unseen == 0 || unseen == factors.rows()) {
      return;
    }
    float[] mean = mean(factors);
    for (int row = 0; row < factors.rows(); row++) {
      if (counts[row] == 0) {
        factors.setRow(row, mean);
      }
    }
  }

  private float[] mean(FloatMatrix factors) {
    double[] sums = new double[factors.columns()];
    float[] values = new float[sums.length];
    for (int row = 0; row < factors.rows(); row++) {
      if (counts[row] > 0) {
        factors.copyRow(row, values);
        for (int f = 0; f < sums.length; f++) {
          sums[f] += values[f];
        }
      }
    }
    for (int f = 0; f < sums.length; f++) {
      values[f] = (float) (sums[f] / (factors.rows() - unseen));
    }
    return values;
  }
}
