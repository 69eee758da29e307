package dev.sapor.solver.sgd;

import dev.sapor.linalg.CsrMatrix;

/** Cuts the rows of a matrix into ranges with about the same number of entries. */
final class Cuts {

  /**
   * The bounds of the ranges: range k is {@code cuts[k] .. cuts[k + 1] - 1}. There are as many
   * ranges as asked for, or as many as there are rows; some may be empty.
   */
  static int[] balanced(CsrMatrix matrix, int ranges) {
    int count = Math.clamp(matrix.rows(), 1, ranges);
    int[] cuts = new int[count + 1];
    int row = 0;
    for (int k = 1; k < count; k++) {
      long target = matrix.nonZeros() * k / count;
      while (row < matrix.rows() && matrix.start(row) < target) {
        row++;
      }
      cuts[k] = row;
    }
    cuts[count] = matrix.rows();
    return cuts;
  }

  /** For each index the range it lies in. */
  static int[] rangeOf(int[] cuts) {
    int[] ranges = new int[cuts[cuts.length - 1]];
    for (int k = 0; k + 1 < cuts.length; k++) {
      for (int index = cuts[k]; index < cuts[k + 1]; index++) {
        ranges[index] = k;
      }
    }
    return ranges;
  }

  private Cuts() {}
}
