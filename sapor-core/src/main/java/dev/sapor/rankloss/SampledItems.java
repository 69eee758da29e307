package dev.sapor.rankloss;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.Kernels;

/** The items that stand for all where the loss of one user is taken: their rows, side by side. */
final class SampledItems {

  private final FloatMatrix rows;
  private final FloatMatrix columns;

  SampledItems(FloatMatrix items, int[] sample) {
    int factors = items.columns();
    rows = FloatMatrix.zeros(sample.length, factors);
    columns = FloatMatrix.zeros(factors, sample.length);
    for (int k = 0; k < sample.length; k++) {
      rows.setRow(k, items, sample[k]);
      for (int f = 0; f < factors; f++) {
        columns.set(f, k, rows.get(k, f));
      }
    }
  }

  /** Space for a number of each, 1 x N. */
  FloatMatrix numbers() {
    return FloatMatrix.zeros(1, rows.rows());
  }

  /** Writes the products of a user with each. */
  void score(FloatMatrix user, FloatMatrix scores) {
    Kernels.get().multiply(user, columns, 0, 1, scores);
  }

  /** Writes the sum of the rows, each times its weight. */
  void sum(FloatMatrix weights, FloatMatrix sum) {
    Kernels.get().multiply(weights, rows, 0, 1, sum);
  }
}
