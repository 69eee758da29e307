package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import java.util.Objects;

/** Stochastic gradient steps in plain Java; the formulas are those of {@link DescentFactors}. */
final class ScalarDescent {

  static void run(EntryList entries, long from, long to, DescentFactors factors, float rate) {
    EntryPiece piece = new EntryPiece(entries, from, to);
    for (int count; (count = piece.next()) > 0; ) {
      visit(piece, count, factors, rate);
    }
  }

  private static void visit(EntryPiece piece, int count, DescentFactors factors, float rate) {
    FloatMatrix left = factors.left();
    FloatMatrix right = factors.right();
    float[] l = new float[left.stride()];
    float[] r = new float[right.stride()];
    for (int k = 0; k < count; k++) {
      int i = Objects.checkIndex(piece.rows[k], left.rows());
      int j = Objects.checkIndex(piece.columns[k], right.rows());
      left.copyRow(i, l);
      right.copyRow(j, r);
      float estimate =
          ((factors.mean() + factors.leftBiases()[i]) + factors.rightBiases()[j])
              + ScalarLoops.dot(l, r);
      float step = rate * (piece.values[k] - estimate);
      if (factors.biased()) {
        moveBiases(factors, i, j, rate, step);
      }
      float keepLeft = 1f - rate * factors.decays().left()[i];
      float keepRight = 1f - rate * factors.decays().right()[j];
      move(l, r, left.columns(), step, keepLeft, keepRight);
      left.setRow(i, l);
      right.setRow(j, r);
    }
  }

  private static void moveBiases(DescentFactors factors, int i, int j, float rate, float step) {
    DescentFactors.Decays decays = factors.decays();
    float[] a = factors.leftBiases();
    float[] b = factors.rightBiases();
    a[i] = Math.fma(1f - rate * decays.leftBiases()[i], a[i], step);
    b[j] = Math.fma(1f - rate * decays.rightBiases()[j], b[j], step);
  }

  /** Leaves the padding alone: an infinite step would turn its zeros into NaN. */
  private static void move(
      float[] l, float[] r, int columns, float step, float keepLeft, float keepRight) {
    for (int f = 0; f < columns; f++) {
      float old = l[f];
      l[f] = Math.fma(step, r[f], keepLeft * old);
      r[f] = Math.fma(step, old, keepRight * r[f]);
    }
  }

  private ScalarDescent() {}
}
