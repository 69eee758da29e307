package dev.sapor.solver.bayes;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import java.util.List;

/**
 * The features of the rows of a side, in groups with a prior each.
 *
 * @param byRow rows x columns
 * @param byColumn columns x rows
 * @param groupEnds where each group of columns ends; the last is the number of columns
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record FeatureMatrix(CsrMatrix byRow, CsrMatrix byColumn, int[] groupEnds) {

  /** Groups of columns side by side; all have the same rows. */
  static FeatureMatrix of(List<CsrMatrix> groups) {
    int rows = groups.getFirst().rows();
    int columns = 0;
    long size = 0;
    int[] ends = new int[groups.size()];
    for (int g = 0; g < ends.length; g++) {
      columns += groups.get(g).columns();
      size += groups.get(g).nonZeros();
      ends[g] = columns;
    }
    long[] offsets = new long[rows + 1];
    IntColumn indices = IntColumn.zeros(size);
    FloatColumn values = FloatColumn.zeros(size);
    long to = 0;
    for (int row = 0; row < rows; row++) {
      int first = 0;
      for (CsrMatrix group : groups) {
        for (long at = group.start(row); at < group.end(row); at++) {
          indices.set(to, first + group.column(at));
          values.set(to++, group.value(at));
        }
        first += group.columns();
      }
      offsets[row + 1] = to;
    }
    CsrMatrix byRow = new CsrMatrix(columns, offsets, indices, values);
    return new FeatureMatrix(byRow, byRow.transpose(), ends);
  }

  /** For each row what it had to do with, each with the weight 1/√n: {@code |N|^-½}. */
  static CsrMatrix bag(CsrMatrix matrix) {
    FloatColumn values = FloatColumn.zeros(matrix.nonZeros());
    for (int row = 0; row < matrix.rows(); row++) {
      float weight = (float) (1 / Math.sqrt(matrix.count(row)));
      for (long at = matrix.start(row); at < matrix.end(row); at++) {
        values.set(at, weight);
      }
    }
    return matrix.withValues(values);
  }

  int columns() {
    return byRow.columns();
  }

  int groups() {
    return groupEnds.length;
  }
}
