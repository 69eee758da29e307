package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdRankUpdate.GROUP;
import static dev.sapor.linalg.kernel.SimdRankUpdate.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Cholesky factorization A = Uᵀ U of the upper triangle, row by row in an array, and the solution
 * of A w = b. Left-looking, eight rows at a time: a block of rows is updated by all rows before it
 * in the tile of {@link SimdRankUpdate}, then by its own in registers. So each element is one chain
 * of multiply-adds in the order of the columns, as in {@link ScalarNormalEquations}.
 *
 * <p>What stands left of the diagonal is never read as a result; vectors that begin there carry it
 * along.
 */
final class SimdCholesky {

  private static final int CORNER = GROUP * GROUP;

  private final int size;
  private final int width;
  private final int stride;
  // Of the eight rows at work: the square on the diagonal, row by row, and behind it the inverses
  // of the pivots' roots.
  private final float[] corner = new float[CORNER + GROUP];

  /**
   * @param size unknowns
   * @param width floats of a row, a multiple of sixteen; there are as many rows as {@code size}
   *     rounded up to a multiple of eight
   * @param stride floats from row to row
   */
  SimdCholesky(int size, int width, int stride) {
    this.size = size;
    this.width = width;
    this.stride = stride;
  }

  /**
   * @throws ArithmeticException if A is not positive definite or not finite
   */
  void factorize(float[] a) {
    for (int first = 0; first < size; first += GROUP) {
      int column = first / 16 * 16;
      int row = first * stride;
      // The tile adds: it takes off from the rows with their sign changed, to the same bits.
      negate(a, row, column);
      SimdRankUpdate.eight(
          a, first, stride, first, a, column, stride, a, row + column, stride, width - column);
      factorizeCorner(a, first);
      solveFirst(a, row + column, row + width, stride, corner);
      updateLast(a, row + column, row + width, stride, corner);
      solveLast(a, row + column, row + width, stride, corner);
      for (int i = first; i < Math.min(size, first + GROUP); i++) {
        a[i * stride + i] = corner[(i - first) * (GROUP + 1)];
      }
    }
  }

  private void negate(float[] a, int row, int column) {
    for (int i = 0; i < GROUP; i++) {
      int at = row + i * stride;
      for (int j = column; j < width; j += LANES) {
        get(a, at + j).neg().intoArray(a, at + j);
      }
    }
  }

  /** The factor of the square on the diagonal, and the inverses of its roots. */
  private void factorizeCorner(float[] a, int first) {
    int count = Math.min(GROUP, size - first);
    Arrays.fill(corner, 0);
    for (int i = 0; i < count; i++) {
      for (int j = i; j < count; j++) {
        corner[i * GROUP + j] = -a[(first + i) * stride + first + j];
      }
    }
    for (int i = 0; i < count; i++) {
      float pivot = corner[i * GROUP + i];
      if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
        throw new ArithmeticException(
            "the normal equations are not positive definite and finite (pivot %s is %s)"
                .formatted(first + i, pivot));
      }
      float root = (float) Math.sqrt(pivot);
      float inverse = 1f / root;
      corner[i * GROUP + i] = root;
      corner[CORNER + i] = inverse;
      for (int j = i + 1; j < count; j++) {
        corner[i * GROUP + j] *= inverse;
      }
      for (int later = i + 1; later < count; later++) {
        float scale = -corner[i * GROUP + later];
        for (int j = later; j < count; j++) {
          corner[later * GROUP + j] =
              Math.fma(scale, corner[i * GROUP + j], corner[later * GROUP + j]);
        }
      }
    }
  }

  /** Some columns of the first four of eight rows, which come with their sign changed. */
  private static void solveFirst(float[] a, int from, int end, int stride, float[] u) {
    for (int at = from; at < end; at += LANES) {
      FloatVector r0 = get(a, at).mul(all(-u[CORNER]));
      FloatVector r1 = get(a, at + stride);
      r1 = r0.fma(all(u[1]), r1).mul(all(-u[CORNER + 1]));
      FloatVector r2 = get(a, at + 2 * stride);
      r2 = r0.fma(all(u[2]), r2);
      r2 = r1.fma(all(u[10]), r2).mul(all(-u[CORNER + 2]));
      FloatVector r3 = get(a, at + 3 * stride);
      r3 = r0.fma(all(u[3]), r3);
      r3 = r1.fma(all(u[11]), r3);
      r3 = r2.fma(all(u[19]), r3).mul(all(-u[CORNER + 3]));
      r0.intoArray(a, at);
      r1.intoArray(a, at + stride);
      r2.intoArray(a, at + 2 * stride);
      r3.intoArray(a, at + 3 * stride);
    }
  }

  private static void updateLast(float[] a, int from, int end, int stride, float[] u) {
    for (int at = from; at < end; at += LANES) {
      FloatVector r0 = get(a, at);
      FloatVector r1 = get(a, at + stride);
      FloatVector r2 = get(a, at + 2 * stride);
      FloatVector r3 = get(a, at + 3 * stride);
      FloatVector r4 = get(a, at + 4 * stride);
      FloatVector r5 = get(a, at + 5 * stride);
      FloatVector r6 = get(a, at + 6 * stride);
      FloatVector r7 = get(a, at + 7 * stride);
      r4 = r0.fma(all(u[4]), r4);
      r5 = r0.fma(all(u[5]), r5);
      r6 = r0.fma(all(u[6]), r6);
      r7 = r0.fma(all(u[7]), r7);
      r4 = r1.fma(all(u[12]), r4);
      r5 = r1.fma(all(u[13]), r5);
      r6 = r1.fma(all(u[14]), r6);
      r7 = r1.fma(all(u[15]), r7);
      r4 = r2.fma(all(u[20]), r4);
      r5 = r2.fma(all(u[21]), r5);
      r6 = r2.fma(all(u[22]), r6);
      r7 = r2.fma(all(u[23]), r7);
      r4 = r3.fma(all(u[28]), r4);
      r5 = r3.fma(all(u[29]), r5);
      r6 = r3.fma(all(u[30]), r6);
      r7 = r3.fma(all(u[31]), r7);
      r4.intoArray(a, at + 4 * stride);
      r5.intoArray(a, at + 5 * stride);
      r6.intoArray(a, at + 6 * stride);
      r7.intoArray(a, at + 7 * stride);
    }
  }

  private static void solveLast(float[] a, int from, int end, int stride, float[] u) {
    for (int at = from; at < end; at += LANES) {
      FloatVector r4 = get(a, at + 4 * stride).mul(all(-u[CORNER + 4]));
      FloatVector r5 = get(a, at + 5 * stride);
      r5 = r4.fma(all(u[37]), r5).mul(all(-u[CORNER + 5]));
      FloatVector r6 = get(a, at + 6 * stride);
      r6 = r4.fma(all(u[38]), r6);
      r6 = r5.fma(all(u[46]), r6).mul(all(-u[CORNER + 6]));
      FloatVector r7 = get(a, at + 7 * stride);
      r7 = r4.fma(all(u[39]), r7);
      r7 = r5.fma(all(u[47]), r7);
      r7 = r6.fma(all(u[55]), r7).mul(all(-u[CORNER + 7]));
      r4.intoArray(a, at + 4 * stride);
      r5.intoArray(a, at + 5 * stride);
      r6.intoArray(a, at + 6 * stride);
      r7.intoArray(a, at + 7 * stride);
    }
  }

  /** Solves Uᵀ U w = b in place. */
  void substitute(float[] a, float[] b) {
    forward(a, b);
    for (int first = (size - 1) / 16 * 16; first >= 0; first -= 16) {
      backward(a, b, first, Math.min(size, first + 16));
    }
  }

  private void forward(float[] a, float[] b) {
    for (int f = 0; f < size; f++) {
      int row = f * stride;
      float value = b[f] / a[row + f];
      b[f] = value;
      int next = Math.min(size, (f / LANES + 1) * LANES);
      for (int j = f + 1; j < next; j++) {
        b[j] = Math.fma(-a[row + j], value, b[j]);
      }
      FloatVector scale = all(-value);
      for (int j = next; j < size; j += LANES) {
        get(a, row + j).fma(scale, get(b, j)).intoArray(b, j);
      }
    }
  }

  /** The unknowns of some columns, and their part in those before. */
  private void backward(float[] a, float[] b, int first, int end) {
    for (int j = end - 1; j >= first; j--) {
      b[j] = b[j] / a[j * stride + j];
      for (int f = first; f < j; f++) {
        b[f] = Math.fma(-b[j], a[f * stride + j], b[f]);
      }
    }
    for (int f = 0; f < first; f++) {
      float value = b[f];
      for (int j = end - 1; j >= first; j--) {
        value = Math.fma(-b[j], a[f * stride + j], value);
      }
      b[f] = value;
    }
  }

  private static FloatVector get(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
