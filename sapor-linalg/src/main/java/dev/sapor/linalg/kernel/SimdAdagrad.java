package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;

/** Steps of Adagrad in vector instructions; the formulas are those of {@link AdagradState}. */
final class SimdAdagrad {

  static void run(
      EntryList entries,
      long from,
      long to,
      FloatMatrix left,
      FloatMatrix right,
      AdagradStep step) {
    EntryPiece piece = new EntryPiece(entries, from, to);
    for (int count; (count = piece.next()) > 0; ) {
      visit(piece, count, left, right, step);
    }
  }

  private static void visit(
      EntryPiece piece, int count, FloatMatrix left, FloatMatrix right, AdagradStep step) {
    int[] rows = piece.rows;
    int[] columns = piece.columns;
    float[] values = piece.values;
    long leftBase = left.segment().address();
    long rightBase = right.segment().address();
    int bytes = SimdKernels.rowBytes(left);
    for (int k = 0; k < count; k++) {
      int i = rows[k];
      int j = columns[k];
      step.check(i, j);
      long l = SimdLanes.row(leftBase, i, bytes);
      long r = SimdLanes.row(rightBase, j, bytes);
      switch (bytes) {
        case 0 -> step.take(i, j, values[k], 0, 0);
        case 128 -> SimdAdagradSteps.of32(l, r, i, j, values[k], step);
        case 256 -> SimdAdagradSteps.of64(l, r, i, j, values[k], step);
        case 512 -> SimdAdagradSteps.of128(l, r, i, j, values[k], step);
        default -> SimdAdagradSteps.ofAny(l, r, bytes, i, j, values[k], step);
      }
    }
  }

  private SimdAdagrad() {}
}
