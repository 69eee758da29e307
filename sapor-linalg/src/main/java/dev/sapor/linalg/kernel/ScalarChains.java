package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.NativeLayouts;
import dev.sapor.linalg.RowPanels;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Products of some rows with all rows of panels, in plain Java. Several panels side by side are
 * copied to one array for each column; then {@code sum += x[f] · column f} is the row update that
 * the JIT compiler turns into vector instructions, and each element of the sum is a chain in the
 * order of f.
 */
final class ScalarChains {

  /** Rows of a stripe: with 64 columns its 64 KiB stay in the second-level cache. */
  private static final int STRIPE = 8 * RowPanels.WIDTH;

  private final RowPanels right;
  // columns[f][j]: element f of row j of the stripe; the last holds the offsets
  private final float[][] columns;
  private final float[] sum = new float[STRIPE];

  private ScalarChains(RowPanels right) {
    this.right = right;
    this.columns = new float[right.columns() + 1][STRIPE];
  }

  /** Takes scores of row k: those with columns {@code first} to {@code first + count - 1}. */
  @FunctionalInterface
  interface Target {
    void take(int k, int first, float[] scores, int count);
  }

  /** Stores scores at their places. */
  static Target into(FloatMatrix out) {
    return (k, first, scores, count) -> {
      long target = out.rowOffset(k) + (long) first * Float.BYTES;
      MemorySegment.copy(scores, 0, out.segment(), NativeLayouts.FLOAT, target, count);
    };
  }

  /** Offers scores that are not below the bar. */
  static Target into(Selections selections) {
    return (k, first, scores, count) -> {
      for (int j = 0; j < count; j++) {
        // NaN is not below, and so goes on to be refused.
        if (!(scores[j] < selections.bars[k])) {
          int column = first + j;
          int wanted = selections.wanted(column / RowPanels.WIDTH);
          if ((wanted >>> column & 1) != 0) {
            selections.offer(k, column, scores[j]);
          }
        }
      }
    };
  }

  /** Shows {@code (offsets[k] + offset of j) + left[k] · right[j]} to a target. */
  static void run(float[][] left, float[] offsets, RowPanels right, Target target) {
    ScalarChains chains = new ScalarChains(right);
    for (int first = 0; first < right.rows(); first += STRIPE) {
      int count = Math.min(STRIPE, right.rows() - first);
      chains.copyStripe(first / RowPanels.WIDTH, Math.ceilDiv(count, RowPanels.WIDTH));
      for (int k = 0; k < left.length; k++) {
        chains.multiply(left[k], count);
        addOffsets(chains.sum, offsets[k], chains.columns[right.columns()], count);
        target.take(k, first, chains.sum, count);
      }
    }
  }

  private void copyStripe(int firstPanel, int panels) {
    int width = RowPanels.WIDTH;
    for (int p = 0; p < panels; p++) {
      long source = right.panelOffset(firstPanel + p);
      for (float[] column : columns) {
        MemorySegment.copy(right.segment(), NativeLayouts.FLOAT, source, column, p * width, width);
        source += (long) width * Float.BYTES;
      }
    }
  }

  private void multiply(float[] x, int count) {
    Arrays.fill(sum, 0, count, 0f);
    int f = 0;
    for (; f + 3 < x.length; f += 4) {
      ScalarLoops.addScaled4(
          sum,
          x[f],
          columns[f],
          x[f + 1],
          columns[f + 1],
          x[f + 2],
          columns[f + 2],
          x[f + 3],
          columns[f + 3],
          count);
    }
    for (; f < x.length; f++) {
      ScalarLoops.addScaled(sum, x[f], columns[f], count);
    }
  }

  private static void addOffsets(float[] sum, float offset, float[] offsets, int count) {
    for (int j = 0; j < count; j++) {
      sum[j] = (offset + offsets[j]) + sum[j];
    }
  }
}
