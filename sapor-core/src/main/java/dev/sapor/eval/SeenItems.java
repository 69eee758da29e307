package dev.sapor.eval;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;

/** Which items each user has seen: matrices of which only the pattern counts. */
final class SeenItems {

  /** What is in one of two matrices of the same shape. */
  static CsrMatrix union(CsrMatrix a, CsrMatrix b) {
    IntColumn columns = IntColumn.zeros(a.nonZeros() + b.nonZeros());
    long[] offsets = new long[a.rows() + 1];
    long to = 0;
    for (int row = 0; row < a.rows(); row++) {
      long left = a.start(row);
      long right = b.start(row);
      while (left < a.end(row) || right < b.end(row)) {
        int ofLeft = left < a.end(row) ? a.column(left) : Integer.MAX_VALUE;
        int ofRight = right < b.end(row) ? b.column(right) : Integer.MAX_VALUE;
        columns.set(to++, Math.min(ofLeft, ofRight));
        left += ofLeft <= ofRight ? 1 : 0;
        right += ofRight <= ofLeft ? 1 : 0;
      }
      offsets[row + 1] = to;
    }
    return new CsrMatrix(a.columns(), offsets, columns.first(to), FloatColumn.zeros(to));
  }

  private SeenItems() {}
}
