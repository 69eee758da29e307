package dev.sapor.rankloss;

import dev.sapor.linalg.FloatMatrix;

/** Copies of some rows of a matrix. */
final class Rows {

  static FloatMatrix of(FloatMatrix source, int[] rows) {
    FloatMatrix copy = FloatMatrix.zeros(rows.length, source.columns());
    for (int k = 0; k < rows.length; k++) {
      copy.setRow(k, source, rows[k]);
    }
    return copy;
  }

  /** The transposed matrix. */
  static FloatMatrix columns(FloatMatrix source) {
    int factors = source.columns();
    FloatMatrix columns = FloatMatrix.zeros(factors, source.rows());
    for (int k = 0; k < source.rows(); k++) {
      for (int f = 0; f < factors; f++) {
        columns.set(f, k, source.get(k, f));
      }
    }
    return columns;
  }

  private Rows() {}
}
