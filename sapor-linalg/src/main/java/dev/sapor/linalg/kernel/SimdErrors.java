package dev.sapor.linalg.kernel;

import java.util.Objects;

/** Squared errors of estimates in vector instructions: four products of two rows at a time. */
final class SimdErrors {

  private static final int AT_ONCE = SimdDots.ROWS;

  private final DescentFactors factors;
  private final EntryPiece piece;
  private final float[] products = new float[AT_ONCE];
  private final long left;
  private final long right;
  private final int bytes;

  private SimdErrors(EntryPiece piece, DescentFactors factors) {
    this.piece = piece;
    this.factors = factors;
    left = factors.left().segment().address();
    right = factors.right().segment().address();
    bytes = SimdKernels.rowBytes(factors.left());
  }

  static double sum(EntryList entries, long from, long to, DescentFactors factors) {
    EntryPiece piece = new EntryPiece(entries, from, to);
    SimdErrors errors = new SimdErrors(piece, factors);
    double sum = 0;
    for (int count; (count = piece.next()) > 0; ) {
      sum = errors.add(sum, count);
    }
    return sum;
  }

  private double add(double before, int count) {
    double sum = before;
    int k = 0;
    for (; k + AT_ONCE <= count; k += AT_ONCE) {
      SimdDots.fourPairs(
          left(k),
          left(k + 1),
          left(k + 2),
          left(k + 3),
          right(k),
          right(k + 1),
          right(k + 2),
          right(k + 3),
          bytes,
          products);
      for (int i = 0; i < AT_ONCE; i++) {
        sum += square(k + i, products[i]);
      }
    }
    for (; k < count; k++) {
      sum += square(k, SimdLanes.dot(left(k), right(k), bytes));
    }
    return sum;
  }

  private long left(int k) {
    return SimdLanes.row(
        left, Objects.checkIndex(piece.rows[k], factors.leftBiases().length), bytes);
  }

  private long right(int k) {
    return SimdLanes.row(
        right, Objects.checkIndex(piece.columns[k], factors.rightBiases().length), bytes);
  }

  private double square(int k, float product) {
    float base =
        (factors.mean() + factors.leftBiases()[piece.rows[k]])
            + factors.rightBiases()[piece.columns[k]];
    double error = (double) piece.values[k] - (base + product);
    return error * error;
  }
}
