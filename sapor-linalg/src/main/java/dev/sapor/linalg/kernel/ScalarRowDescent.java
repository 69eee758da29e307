package dev.sapor.linalg.kernel;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;

/**
 * Steps over the entries of one row in plain Java; the formulas are those of {@link RowDescent}.
 */
final class ScalarRowDescent {

  static void run(CsrMatrix entries, int row, RowDescent descent, int first, RowWalk walk) {
    DescentFactors factors = descent.factors();
    FloatMatrix right = factors.right();
    float[] l = new float[right.stride()];
    float[] s = new float[right.stride()];
    float[] r = new float[right.stride()];
    float[] z = new float[right.stride()];
    factors.left().copyRow(row, l);
    descent.added().copyRow(row, s);
    float a = factors.leftBiases()[row];
    int count = entries.count(row);
    for (int turn = 0; turn < count; turn++) {
      int k = walk.place(turn, count);
      int j = entries.column(entries.start(row) + k);
      right.copyRow(j, r);
      for (int f = 0; f < z.length; f++) {
        z[f] = l[f] + s[f];
      }
      float estimate = ((factors.mean() + a) + factors.rightBiases()[j]) + ScalarLoops.dot(z, r);
      float step = walk.rate() * (entries.value(entries.start(row) + k) - estimate);
      descent.steps()[first + k] = step;
      if (factors.biased()) {
        a = Math.fma(walk.keepBias(), a, step);
      }
      move(l, s, r, z, right.columns(), step, walk);
      descent.moves().setRow(first + k, z);
    }
    factors.left().setRow(row, l);
    descent.added().setRow(row, s);
    factors.leftBiases()[row] = a;
  }

  /** Leaves the padding alone: an infinite step would turn its zeros into NaN. */
  private static void move(
      float[] l, float[] s, float[] r, float[] z, int columns, float step, RowWalk walk) {
    for (int f = 0; f < columns; f++) {
      z[f] = Math.fma(step, z[f], 0f);
      l[f] = Math.fma(step, r[f], walk.keepLeft() * l[f]);
      s[f] = Math.fma(step, r[f], walk.keepAdded() * s[f]);
    }
  }

  private ScalarRowDescent() {}
}
