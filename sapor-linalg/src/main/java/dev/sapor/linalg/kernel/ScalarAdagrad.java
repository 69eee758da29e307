package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.AdagradState.FIRST;

import dev.sapor.linalg.FloatMatrix;

/** Steps of Adagrad in plain Java; the formulas are those of {@link AdagradState}. */
final class ScalarAdagrad {

  static void run(EntryList entries, long from, long to, AdagradStep step) {
    EntryPiece piece = new EntryPiece(entries, from, to);
    for (int count; (count = piece.next()) > 0; ) {
      visit(piece, 0, count, step);
    }
  }

  /** Takes the steps of a part of a piece. */
  static void visit(EntryPiece piece, int from, int to, AdagradStep step) {
    FloatMatrix left = step.leftFactors;
    FloatMatrix right = step.rightFactors;
    float[] l = new float[left.stride()];
    float[] r = new float[right.stride()];
    float[] restL = new float[left.stride()];
    float[] restR = new float[right.stride()];
    int columns = left.columns();
    int first = Math.min(FIRST, columns);
    for (int k = from; k < to; k++) {
      int i = piece.rows[k];
      int j = piece.columns[k];
      step.check(i, j);
      left.copyRow(i, l);
      right.copyRow(j, r);
      System.arraycopy(l, first, restL, first, columns - first);
      System.arraycopy(r, first, restR, first, columns - first);
      float restDot = ScalarLoops.dot(restL, restR);
      step.take(i, j, piece.values[k], firstDot(l, r), restDot);
      float[] of = step.coefficients;
      move(l, r, 0, first, of[0], of[4], of[2], of[6]);
      move(l, r, first, columns, of[1], of[5], of[3], of[7]);
      left.setRow(i, l);
      right.setRow(j, r);
    }
  }

  /** Sum of eight products: lane i takes i + 4, then i + 2, i + 1. Columns beyond are zero. */
  private static float firstDot(float[] x, float[] y) {
    if (x.length == 0) {
      return 0;
    }
    float a = product(x, y, 0) + product(x, y, 4);
    float b = product(x, y, 1) + product(x, y, 5);
    float c = product(x, y, 2) + product(x, y, 6);
    float d = product(x, y, 3) + product(x, y, 7);
    return (a + c) + (b + d);
  }

  private static float product(float[] x, float[] y, int f) {
    return Math.fma(x[f], y[f], 0f);
  }

  private static void move(
      float[] l,
      float[] r,
      int from,
      int to,
      float keepLeft,
      float stepLeft,
      float keepRight,
      float stepRight) {
    for (int f = from; f < to; f++) {
      float old = l[f];
      l[f] = Math.fma(stepLeft, r[f], keepLeft * old);
      r[f] = Math.fma(stepRight, old, keepRight * r[f]);
    }
  }

  private ScalarAdagrad() {}
}
