package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdRankUpdate.GROUP;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;

/**
 * Sums of outer products of rows in vector instructions, with the tile of {@link SimdRankUpdate}.
 */
final class SimdOuterProducts {

  /** Rows that are added at once: a strip of their copies stays in the first two caches. */
  private static final int AT_ONCE = 64;

  /** Columns of a strip. */
  private static final int STRIP = 64;

  static void add(FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix target) {
    int stride = target.stride();
    int groups = Math.ceilDiv(left.columns(), GROUP);
    float[] sums = new float[Math.multiplyExact(groups * GROUP, stride)];
    for (int i = 0; i < target.rows(); i++) {
      copy(target, i, sums, i * stride);
    }
    // Element i of row k at ((i / 8) * AT_ONCE + k) * 8 + i % 8.
    float[] x = new float[groups * AT_ONCE * GROUP];
    float[] y = new float[AT_ONCE * stride];
    float[] row = new float[left.columns()];
    for (int first = from; first < to; first += AT_ONCE) {
      int some = Math.min(AT_ONCE, to - first);
      for (int k = 0; k < some; k++) {
        left.copyRow(first + k, row);
        for (int i = 0; i < row.length; i++) {
          x[(i / GROUP * AT_ONCE + k) * GROUP + i % GROUP] = row[i];
        }
        copy(right, first + k, y, k * stride);
      }
      for (int column = 0; column < stride; column += STRIP) {
        int width = Math.min(STRIP, stride - column);
        for (int g = 0; g < groups; g++) {
          int at = g * GROUP * stride + column;
          int of = g * AT_ONCE * GROUP;
          SimdRankUpdate.eight(x, of, some, y, column, sums, at, stride, width);
        }
      }
    }
    for (int i = 0; i < target.rows(); i++) {
      MemorySegment.copy(
          sums,
          i * stride,
          target.segment(),
          NativeLayouts.FLOAT,
          target.rowOffset(i),
          target.columns());
    }
  }

  private static void copy(FloatMatrix matrix, int row, float[] target, int at) {
    MemorySegment.copy(
        matrix.segment(), NativeLayouts.FLOAT, matrix.rowOffset(row), target, at, matrix.columns());
  }

  private SimdOuterProducts() {}
}
