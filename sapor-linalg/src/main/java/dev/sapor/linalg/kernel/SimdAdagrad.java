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
    EntryPiece piece = new EntryPiece();
    for (long at = from; at < to; at += EntryPiece.LENGTH) {
      visit(piece, piece.read(entries, at, to), left, right, step);
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
      if (bytes == 0) {
        step.take(i, j, values[k], 0, 0);
        continue;
      }
      step.take(i, j, values[k], SimdLanes.firstDot(l, r), rest(l, r, bytes));
      if (step.isFinite()) {
        SimdAdagradSteps.moveFirst(l, r, step);
        move(l, r, bytes, step);
      } else {
        SimdAdagradSteps.overflow(l, r, left.columns(), step);
      }
    }
  }

  private static float rest(long l, long r, int bytes) {
    return switch (bytes) {
      case 128 -> SimdAdagradSteps.rest32(l, r);
      case 256 -> SimdAdagradSteps.rest64(l, r);
      case 512 -> SimdAdagradSteps.rest128(l, r);
      default -> SimdAdagradSteps.restAny(l, r, bytes);
    };
  }

  private static void move(long l, long r, int bytes, AdagradStep step) {
    switch (bytes) {
      case 128 -> SimdAdagradSteps.move32(l, r, step);
      case 256 -> SimdAdagradSteps.move64(l, r, step);
      case 512 -> SimdAdagradSteps.move128(l, r, step);
      default -> SimdAdagradSteps.moveAny(l, r, bytes, step);
    }
  }

  private SimdAdagrad() {}
}
