package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.EIGHT;
import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdRankUpdate.GROUP;
import static dev.sapor.linalg.kernel.SimdRankUpdate.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Cholesky factorization A = Uᵀ U of the upper triangle, row by row in an array, and the solution
 * of A w = b. Left-looking, eight rows at a time: a row is updated by all rows before the block in
 * the tile of {@link SimdRankUpdate}, then by those before it in the block. So each element is one
 * chain of multiply-adds in the order of the columns, as in {@link ScalarNormalEquations}.
 *
 * <p>What stands left of the diagonal is never read as a result; vectors that begin there carry it
 * along.
 */
final class SimdCholesky {

  private final int size;
  private final int stride;
  // The rows of U with the sign changed, eight elements of a row side by side, for the tile:
  // element
  // (p, i) at ((i / 8) * rows + p) * 8 + i % 8.
  private final float[] negated;
  private final int rows;

  /**
   * @param size unknowns
   * @param stride floats from row to row, a multiple of sixteen; there are as many rows as {@code
   *     size} rounded up to a multiple of eight
   */
  SimdCholesky(int size, int stride) {
    this.size = size;
    this.stride = stride;
    rows = Math.ceilDiv(size, GROUP) * GROUP;
    negated = new float[rows * Math.ceilDiv(stride, GROUP) * GROUP];
  }

  /**
   * @throws ArithmeticException if A is not positive definite or not finite
   */
  void factorize(float[] a) {
    for (int first = 0; first < size; first += GROUP) {
      int column = first / 16 * 16;
      int block = first / GROUP;
      SimdRankUpdate.eight(
          negated,
          block * rows * GROUP,
          first,
          a,
          column,
          a,
          first * stride + column,
          stride,
          stride - column);
      int end = Math.min(size, first + GROUP);
      for (int i = first; i < end; i++) {
        finish(a, i);
        for (int later = i + 1; later < end; later++) {
          subtract(a, i, later);
        }
        if (end < size) {
          negate(a, i, block + 1);
        }
      }
    }
  }

  /** Divides row i by the root of its pivot. */
  private void finish(float[] a, int i) {
    int row = i * stride;
    float pivot = a[row + i];
    if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
      throw new ArithmeticException(
          "the normal equations are not positive definite and finite (pivot %s is %s)"
              .formatted(i, pivot));
    }
    float root = (float) Math.sqrt(pivot);
    FloatVector inverse = all(1f / root);
    for (int j = i / LANES * LANES; j < stride; j += LANES) {
      get(a, row + j).mul(inverse).intoArray(a, row + j);
    }
    a[row + i] = root;
  }

  private void subtract(float[] a, int i, int later) {
    int from = i * stride;
    int to = later * stride;
    FloatVector scale = all(-a[from + later]);
    for (int j = later / LANES * LANES; j < stride; j += LANES) {
      scale.fma(get(a, from + j), get(a, to + j)).intoArray(a, to + j);
    }
  }

  private void negate(float[] a, int i, int firstBlock) {
    int row = i * stride;
    for (int block = firstBlock; block * GROUP < size; block++) {
      FloatVector.fromArray(EIGHT, a, row + block * GROUP)
          .neg()
          .intoArray(negated, (block * rows + i) * GROUP);
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
