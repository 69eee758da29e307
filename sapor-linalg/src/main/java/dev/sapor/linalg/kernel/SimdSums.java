package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.store;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Weighted sums of listed rows. Up to four vectors of the target stay in registers while the list
 * is walked, so a wide row takes several walks; each element is one chain in the order of the list
 * either way.
 */
final class SimdSums {

  private static final int PIECE = 1024;

  /** {@code target += Σ scales[k - from] · source[indices[k]]}. */
  static void add(
      FloatMatrix source, IntColumn indices, long from, long to, float[] scales, long target) {
    int[] piece = new int[(int) Math.min(PIECE, to - from)];
    int bytes = SimdKernels.rowBytes(source);
    long base = source.segment().address();
    for (long first = from; first < to; first += PIECE) {
      int count = (int) Math.min(PIECE, to - first);
      MemorySegment.copy(
          indices.segment(), NativeLayouts.INT, first * Integer.BYTES, piece, 0, count);
      int skipped = (int) (first - from);
      int at = 0;
      for (; at + 4 * STEP <= bytes; at += 4 * STEP) {
        addFour(base + at, bytes, piece, count, scales, skipped, target + at);
      }
      for (; at < bytes; at += STEP) {
        addOne(base + at, bytes, piece, count, scales, skipped, target + at);
      }
    }
  }

  private static void addFour(
      long base, int bytes, int[] rows, int count, float[] scales, int skipped, long target) {
    FloatVector a = load(target);
    FloatVector b = load(target + STEP);
    FloatVector c = load(target + 2L * STEP);
    FloatVector d = load(target + 3L * STEP);
    for (int k = 0; k < count; k++) {
      FloatVector scale = all(scales[skipped + k]);
      long row = SimdLanes.row(base, rows[k], bytes);
      a = load(row).fma(scale, a);
      b = load(row + STEP).fma(scale, b);
      c = load(row + 2L * STEP).fma(scale, c);
      d = load(row + 3L * STEP).fma(scale, d);
    }
    store(a, target);
    store(b, target + STEP);
    store(c, target + 2L * STEP);
    store(d, target + 3L * STEP);
  }

  private static void addOne(
      long base, int bytes, int[] rows, int count, float[] scales, int skipped, long target) {
    FloatVector sum = load(target);
    for (int k = 0; k < count; k++) {
      sum = load(SimdLanes.row(base, rows[k], bytes)).fma(all(scales[skipped + k]), sum);
    }
    store(sum, target);
  }

  private SimdSums() {}
}
