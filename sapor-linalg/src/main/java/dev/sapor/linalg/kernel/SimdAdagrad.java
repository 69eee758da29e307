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
    long l = left.segment().address();
    long r = right.segment().address();
    int bytes = SimdKernels.rowBytes(left);
    switch (bytes) {
      case 0 -> withoutColumns(piece, count, step);
      case 128 -> SimdAdagradSteps.of32(piece, count, l, r, step);
      case 256 -> SimdAdagradSteps.of64(piece, count, l, r, step);
      case 512 -> SimdAdagradSteps.of128(piece, count, l, r, step);
      default -> SimdAdagradSteps.ofAny(piece, count, l, r, bytes, step);
    }
  }

  private static void withoutColumns(EntryPiece piece, int count, AdagradStep step) {
    for (int k = 0; k < count; k++) {
      step.check(piece.rows[k], piece.columns[k]);
      step.take(piece.rows[k], piece.columns[k], piece.values[k], 0, 0);
    }
  }

  private SimdAdagrad() {}
}
