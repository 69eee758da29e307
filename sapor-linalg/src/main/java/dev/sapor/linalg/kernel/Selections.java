package dev.sapor.linalg.kernel;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.TopK;
import org.jspecify.annotations.Nullable;

/** The selections of a block of rows: who may be offered what, and the bar of each. */
final class Selections {

  /** First of the listed rows. */
  final int from;

  /** How many rows there are. */
  final int count;

  /** The listed rows. */
  final int[] rows;

  private final int columns;
  private final long[] shared;
  private final @Nullable CsrMatrix except;
  private final TopK[] best;

  /** For each row the score below which nothing enters any more. */
  final float[] bars;

  Selections(int[] rows, int from, int to, int columns, Kernels.Wanted wanted, TopK[] best) {
    this.rows = rows;
    this.from = from;
    this.count = to - from;
    this.columns = columns;
    this.shared = wanted.shared();
    this.except = wanted.except();
    this.best = best;
    this.bars = new float[count];
    for (int k = 0; k < count; k++) {
      bars[k] = best[k].threshold();
    }
  }

  /** The columns of a panel that are wanted in any row, as bits. */
  int wanted(int panel) {
    int first = panel * RowPanels.WIDTH;
    int bits = (int) (shared[first / Long.SIZE] >>> first);
    int there = columns - first;
    return there < RowPanels.WIDTH ? bits & ((1 << there) - 1) : bits;
  }

  /** Offers a score to the selection of a row, if it is wanted there. */
  void offer(int k, int column, float score) {
    if (except == null || except.find(rows[from + k], column) < 0) {
      best[k].offer(column, score);
      bars[k] = best[k].threshold();
    }
  }
}
