package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import java.util.Objects;

/**
 * Stochastic gradient steps in vector instructions; the formulas are those of {@link
 * DescentFactors}. One entry after the other: the visiting order keeps neighbours apart, so the
 * processor overlaps them by itself, and the latency of the fixed tree of a dot product is hidden.
 */
final class SimdDescent {

  private final DescentFactors factors;
  private final float rate;
  private final EntryPiece piece;

  private SimdDescent(EntryPiece piece, DescentFactors factors, float rate) {
    this.piece = piece;
    this.factors = factors;
    this.rate = rate;
  }

  static void run(EntryList entries, long from, long to, DescentFactors factors, float rate) {
    EntryPiece piece = new EntryPiece(entries, from, to);
    SimdDescent descent = new SimdDescent(piece, factors, rate);
    for (int count; (count = piece.next()) > 0; ) {
      descent.visit(count);
    }
  }

  private void visit(int count) {
    FloatMatrix left = factors.left();
    FloatMatrix right = factors.right();
    long leftBase = left.segment().address();
    long rightBase = right.segment().address();
    int bytes = SimdKernels.rowBytes(left);
    int[] rows = piece.rows;
    int[] columns = piece.columns;
    float[] values = piece.values;
    float[] a = factors.leftBiases();
    float[] b = factors.rightBiases();
    float[] leftDecays = factors.decays().left();
    float[] rightDecays = factors.decays().right();
    float mean = factors.mean();
    float rate = this.rate;
    boolean biased = factors.biased();
    for (int k = 0; k < count; k++) {
      int i = Objects.checkIndex(rows[k], a.length);
      int j = Objects.checkIndex(columns[k], b.length);
      long l = SimdLanes.row(leftBase, i, bytes);
      long r = SimdLanes.row(rightBase, j, bytes);
      float base = (mean + a[i]) + b[j];
      float keepLeft = 1f - rate * leftDecays[i];
      float keepRight = 1f - rate * rightDecays[j];
      float step =
          switch (bytes) {
            case 128 -> SimdSteps.of32(l, r, base, values[k], rate, keepLeft, keepRight);
            case 256 -> SimdSteps.of64(l, r, base, values[k], rate, keepLeft, keepRight);
            case 512 -> SimdSteps.of128(l, r, base, values[k], rate, keepLeft, keepRight);
            default -> SimdSteps.ofAny(l, r, bytes, base, values[k], rate, keepLeft, keepRight);
          };
      if (!Float.isFinite(step)) {
        SimdSteps.overflow(l, r, left.columns(), step, keepLeft, keepRight);
      }
      if (biased) {
        moveBiases(i, j, step);
      }
    }
  }

  private void moveBiases(int i, int j, float step) {
    DescentFactors.Decays decays = factors.decays();
    float[] a = factors.leftBiases();
    float[] b = factors.rightBiases();
    a[i] = Math.fma(1f - rate * decays.leftBiases()[i], a[i], step);
    b[j] = Math.fma(1f - rate * decays.rightBiases()[j], b[j], step);
  }
}
