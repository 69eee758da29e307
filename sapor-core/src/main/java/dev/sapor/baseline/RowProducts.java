package dev.sapor.baseline;

import dev.sapor.linalg.CsrMatrix;
import java.util.Arrays;

/**
 * Inner products of one row of a sparse matrix with every other, Σ_c w_c x_ic x_jc: for each column
 * c of row i the entries of that column are added to sums by row. Costs the sum, over the columns
 * of the row, of their counts. Sums are in double, in order of column, so they do not depend on who
 * makes them. A workspace for one thread.
 */
final class RowProducts {

  private final CsrMatrix rows;
  private final CsrMatrix columns;
  private final double[] weights;
  private final double[] sums;
  private final int[] met;
  private final boolean[] isMet;
  private int metCount;

  /**
   * @param rows the matrix
   * @param columns its transpose
   * @param weights w_c for each column
   */
  RowProducts(CsrMatrix rows, CsrMatrix columns, double[] weights) {
    this.rows = rows;
    this.columns = columns;
    this.weights = weights;
    sums = new double[rows.rows()];
    met = new int[rows.rows()];
    isMet = new boolean[rows.rows()];
  }

  /** Bytes of one workspace over so many rows. */
  static long memoryBytes(int rows) {
    return rows * (long) (Double.BYTES + Integer.BYTES + 1);
  }

  /**
   * Takes up a row, for which the other methods then answer.
   *
   * @param last greatest row index that is looked at
   */
  void multiply(int row, int last) {
    clear();
    for (long at = rows.start(row); at < rows.end(row); at++) {
      int column = rows.column(at);
      add(column, weights[column] * rows.value(at), last);
    }
    Arrays.sort(met, 0, metCount);
  }

  private void add(int column, double scale, int last) {
    long end = columns.end(column);
    for (long at = columns.start(column); at < end; at++) {
      int other = columns.column(at);
      if (other > last) {
        return;
      }
      if (!isMet[other]) {
        isMet[other] = true;
        met[metCount++] = other;
      }
      sums[other] += scale * columns.value(at);
    }
  }

  private void clear() {
    for (int k = 0; k < metCount; k++) {
      sums[met[k]] = 0;
      isMet[met[k]] = false;
    }
    metCount = 0;
  }

  /** Number of rows that share a column with the row. */
  int metCount() {
    return metCount;
  }

  /** The k-th row that shares a column, in growing order. */
  int met(int k) {
    return met[k];
  }

  /** The products by row, 0 where no column is shared. Overwritten by the next row. */
  double[] sums() {
    return sums;
  }
}
