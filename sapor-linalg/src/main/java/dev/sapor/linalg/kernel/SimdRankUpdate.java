package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.WIDE;
import static dev.sapor.linalg.kernel.SimdLanes.all;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loop of a rank-k update and of a Cholesky factorization: {@code a[r][·] += Σ_k x[k][r]
 * y[k][·]} for some rows r of a matrix at once, each element one chain of fused multiply-adds in
 * the order of k.
 *
 * <p>Layout: y and a are row by row in arrays; of x eight elements of a k stand side by side. A
 * tile is eight rows by two vectors: a step over k loads two vectors of y and broadcasts eight
 * elements of x, for sixteen multiply-adds whose sums stay in registers. A last vector has a tile
 * of its own; vectors of 256 bits have none, for a width is a multiple of two of them, and as their
 * registers are half as many, a tile there is four rows by two.
 */
final class SimdRankUpdate {

  /** Elements of x side by side. */
  static final int GROUP = 8;

  /** Rows of a narrow tile. */
  private static final int ROWS = 4;

  static final int LANES = SPECIES.length();

  /** Updates eight rows; x is dense, and y has the stride of a. */
  static void eight(
      float[] x,
      int xFrom,
      int count,
      float[] y,
      int yFrom,
      float[] a,
      int aFrom,
      int stride,
      int width) {
    eight(x, xFrom, GROUP, count, y, yFrom, stride, a, aFrom, stride, width);
  }

  /**
   * Updates eight rows.
   *
   * @param x from {@code xFrom} on eight elements for each k, {@code xStride} floats to the next
   * @param count how many k there are
   * @param y from {@code yFrom} on the first row, {@code yStride} floats to the next
   * @param a from {@code aFrom} on the first of the eight rows, {@code stride} floats to the next
   * @param width columns, a multiple of sixteen
   */
  static void eight(
      float[] x,
      int xFrom,
      int xStride,
      int count,
      float[] y,
      int yFrom,
      int yStride,
      float[] a,
      int aFrom,
      int stride,
      int width) {
    int column = 0;
    for (; column + 2 * LANES <= width; column += 2 * LANES) {
      if (WIDE) {
        eightByTwo(x, xFrom, xStride, count, y, yFrom + column, yStride, a, aFrom + column, stride);
      } else {
        fourByTwo(x, xFrom, xStride, count, y, yFrom + column, yStride, a, aFrom + column, stride);
        int fifth = aFrom + column + ROWS * stride;
        fourByTwo(x, xFrom + ROWS, xStride, count, y, yFrom + column, yStride, a, fifth, stride);
      }
    }
    if (column < width) {
      eightByOne(x, xFrom, xStride, count, y, yFrom + column, yStride, a, aFrom + column, stride);
    }
  }

  private static void fourByTwo(
      float[] x,
      int xFrom,
      int xStride,
      int count,
      float[] y,
      int yFrom,
      int yStride,
      float[] a,
      int aFrom,
      int stride) {
    FloatVector a0 = get(a, aFrom);
    FloatVector a1 = get(a, aFrom + LANES);
    FloatVector b0 = get(a, aFrom + stride);
    FloatVector b1 = get(a, aFrom + stride + LANES);
    FloatVector c0 = get(a, aFrom + 2 * stride);
    FloatVector c1 = get(a, aFrom + 2 * stride + LANES);
    FloatVector d0 = get(a, aFrom + 3 * stride);
    FloatVector d1 = get(a, aFrom + 3 * stride + LANES);
    int end = yFrom + count * yStride;
    for (int i = xFrom, j = yFrom; j < end; i += xStride, j += yStride) {
      FloatVector y0 = get(y, j);
      FloatVector y1 = get(y, j + LANES);
      FloatVector s = all(x[i]);
      a0 = s.fma(y0, a0);
      a1 = s.fma(y1, a1);
      s = all(x[i + 1]);
      b0 = s.fma(y0, b0);
      b1 = s.fma(y1, b1);
      s = all(x[i + 2]);
      c0 = s.fma(y0, c0);
      c1 = s.fma(y1, c1);
      s = all(x[i + 3]);
      d0 = s.fma(y0, d0);
      d1 = s.fma(y1, d1);
    }
    a0.intoArray(a, aFrom);
    a1.intoArray(a, aFrom + LANES);
    b0.intoArray(a, aFrom + stride);
    b1.intoArray(a, aFrom + stride + LANES);
    c0.intoArray(a, aFrom + 2 * stride);
    c1.intoArray(a, aFrom + 2 * stride + LANES);
    d0.intoArray(a, aFrom + 3 * stride);
    d1.intoArray(a, aFrom + 3 * stride + LANES);
  }

  private static void eightByTwo(
      float[] x,
      int xFrom,
      int xStride,
      int count,
      float[] y,
      int yFrom,
      int yStride,
      float[] a,
      int aFrom,
      int stride) {
    FloatVector a0 = get(a, aFrom);
    FloatVector a1 = get(a, aFrom + LANES);
    FloatVector b0 = get(a, aFrom + stride);
    FloatVector b1 = get(a, aFrom + stride + LANES);
    FloatVector c0 = get(a, aFrom + 2 * stride);
    FloatVector c1 = get(a, aFrom + 2 * stride + LANES);
    FloatVector d0 = get(a, aFrom + 3 * stride);
    FloatVector d1 = get(a, aFrom + 3 * stride + LANES);
    FloatVector e0 = get(a, aFrom + 4 * stride);
    FloatVector e1 = get(a, aFrom + 4 * stride + LANES);
    FloatVector f0 = get(a, aFrom + 5 * stride);
    FloatVector f1 = get(a, aFrom + 5 * stride + LANES);
    FloatVector g0 = get(a, aFrom + 6 * stride);
    FloatVector g1 = get(a, aFrom + 6 * stride + LANES);
    FloatVector h0 = get(a, aFrom + 7 * stride);
    FloatVector h1 = get(a, aFrom + 7 * stride + LANES);
    int end = yFrom + count * yStride;
    for (int i = xFrom, j = yFrom; j < end; i += xStride, j += yStride) {
      FloatVector y0 = get(y, j);
      FloatVector y1 = get(y, j + LANES);
      FloatVector s = all(x[i]);
      a0 = s.fma(y0, a0);
      a1 = s.fma(y1, a1);
      s = all(x[i + 1]);
      b0 = s.fma(y0, b0);
      b1 = s.fma(y1, b1);
      s = all(x[i + 2]);
      c0 = s.fma(y0, c0);
      c1 = s.fma(y1, c1);
      s = all(x[i + 3]);
      d0 = s.fma(y0, d0);
      d1 = s.fma(y1, d1);
      s = all(x[i + 4]);
      e0 = s.fma(y0, e0);
      e1 = s.fma(y1, e1);
      s = all(x[i + 5]);
      f0 = s.fma(y0, f0);
      f1 = s.fma(y1, f1);
      s = all(x[i + 6]);
      g0 = s.fma(y0, g0);
      g1 = s.fma(y1, g1);
      s = all(x[i + 7]);
      h0 = s.fma(y0, h0);
      h1 = s.fma(y1, h1);
    }
    a0.intoArray(a, aFrom);
    a1.intoArray(a, aFrom + LANES);
    b0.intoArray(a, aFrom + stride);
    b1.intoArray(a, aFrom + stride + LANES);
    c0.intoArray(a, aFrom + 2 * stride);
    c1.intoArray(a, aFrom + 2 * stride + LANES);
    d0.intoArray(a, aFrom + 3 * stride);
    d1.intoArray(a, aFrom + 3 * stride + LANES);
    e0.intoArray(a, aFrom + 4 * stride);
    e1.intoArray(a, aFrom + 4 * stride + LANES);
    f0.intoArray(a, aFrom + 5 * stride);
    f1.intoArray(a, aFrom + 5 * stride + LANES);
    g0.intoArray(a, aFrom + 6 * stride);
    g1.intoArray(a, aFrom + 6 * stride + LANES);
    h0.intoArray(a, aFrom + 7 * stride);
    h1.intoArray(a, aFrom + 7 * stride + LANES);
  }

  private static void eightByOne(
      float[] x,
      int xFrom,
      int xStride,
      int count,
      float[] y,
      int yFrom,
      int yStride,
      float[] a,
      int aFrom,
      int stride) {
    FloatVector a0 = get(a, aFrom);
    FloatVector b0 = get(a, aFrom + stride);
    FloatVector c0 = get(a, aFrom + 2 * stride);
    FloatVector d0 = get(a, aFrom + 3 * stride);
    FloatVector e0 = get(a, aFrom + 4 * stride);
    FloatVector f0 = get(a, aFrom + 5 * stride);
    FloatVector g0 = get(a, aFrom + 6 * stride);
    FloatVector h0 = get(a, aFrom + 7 * stride);
    int end = yFrom + count * yStride;
    for (int i = xFrom, j = yFrom; j < end; i += xStride, j += yStride) {
      FloatVector y0 = get(y, j);
      FloatVector s = all(x[i]);
      a0 = s.fma(y0, a0);
      s = all(x[i + 1]);
      b0 = s.fma(y0, b0);
      s = all(x[i + 2]);
      c0 = s.fma(y0, c0);
      s = all(x[i + 3]);
      d0 = s.fma(y0, d0);
      s = all(x[i + 4]);
      e0 = s.fma(y0, e0);
      s = all(x[i + 5]);
      f0 = s.fma(y0, f0);
      s = all(x[i + 6]);
      g0 = s.fma(y0, g0);
      s = all(x[i + 7]);
      h0 = s.fma(y0, h0);
    }
    a0.intoArray(a, aFrom);
    b0.intoArray(a, aFrom + stride);
    c0.intoArray(a, aFrom + 2 * stride);
    d0.intoArray(a, aFrom + 3 * stride);
    e0.intoArray(a, aFrom + 4 * stride);
    f0.intoArray(a, aFrom + 5 * stride);
    g0.intoArray(a, aFrom + 6 * stride);
    h0.intoArray(a, aFrom + 7 * stride);
  }

  private static FloatVector get(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  private SimdRankUpdate() {}
}
