package dev.sapor.solver.sgd;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.RandomStream;

/**
 * Deals the rows of a matrix out to parts with about the same number of entries: rows are put in a
 * random order, which is cut. Random, because ids often carry meaning, and a block of rows that are
 * alike pulls the factors it shares one way for as long as it lasts.
 */
final class Parts {

  /** For each row its part. There are as many parts as asked for, or as many as there are rows. */
  static int[] balanced(CsrMatrix matrix, int parts, RandomStream random) {
    int[] partOf = new int[matrix.rows()];
    int count = count(matrix.rows(), parts);
    long before = 0;
    for (int row : random.permutation(matrix.rows())) {
      partOf[row] = matrix.nonZeros() == 0 ? 0 : (int) (before * count / matrix.nonZeros());
      // Rows after the last entry would fall beyond the last part.
      partOf[row] = Math.min(partOf[row], count - 1);
      before += matrix.count(row);
    }
    return partOf;
  }

  /** How many parts so many rows are dealt out to. */
  static int count(int rows, int parts) {
    return Math.clamp(rows, 1, parts);
  }

  private Parts() {}
}
