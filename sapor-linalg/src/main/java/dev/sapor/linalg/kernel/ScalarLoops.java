package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.FloatMatrix.LANES;
import static java.lang.Math.fma;

import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;

/**
 * The scalar inner loops, unchecked. Two forms matter for speed: a dot product keeps its 16 lanes
 * in local variables; a row update indexes every heap array by the bare loop variable, the form
 * that the JIT compiler turns into vector instructions (with an offset in the index it cannot rule
 * out aliasing and stays scalar).
 */
final class ScalarLoops {

  /** Dot product of {@code x}, as long as a stride, with the row at an offset in bytes. */
  static float dot(float[] x, MemorySegment y, long offset) {
    float a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
    float a8 = 0, a9 = 0, a10 = 0, a11 = 0, a12 = 0, a13 = 0, a14 = 0, a15 = 0;
    for (int f = 0; f < x.length; f += LANES) {
      long at = offset + 4L * f;
      a0 = fma(x[f], at(y, at), a0);
      a1 = fma(x[f + 1], at(y, at + 4), a1);
      a2 = fma(x[f + 2], at(y, at + 8), a2);
      a3 = fma(x[f + 3], at(y, at + 12), a3);
      a4 = fma(x[f + 4], at(y, at + 16), a4);
      a5 = fma(x[f + 5], at(y, at + 20), a5);
      a6 = fma(x[f + 6], at(y, at + 24), a6);
      a7 = fma(x[f + 7], at(y, at + 28), a7);
      a8 = fma(x[f + 8], at(y, at + 32), a8);
      a9 = fma(x[f + 9], at(y, at + 36), a9);
      a10 = fma(x[f + 10], at(y, at + 40), a10);
      a11 = fma(x[f + 11], at(y, at + 44), a11);
      a12 = fma(x[f + 12], at(y, at + 48), a12);
      a13 = fma(x[f + 13], at(y, at + 52), a13);
      a14 = fma(x[f + 14], at(y, at + 56), a14);
      a15 = fma(x[f + 15], at(y, at + 60), a15);
    }
    return tree(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15);
  }

  /** Dot product of two rows in native memory. */
  static float dot(MemorySegment x, long offsetX, MemorySegment y, long offsetY, int stride) {
    float[] copy = new float[stride];
    MemorySegment.copy(x, NativeLayouts.FLOAT, offsetX, copy, 0, stride);
    return dot(copy, y, offsetY);
  }

  /** Dot product of two heap rows, both as long as a stride. */
  static float dot(float[] x, float[] y) {
    float a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
    float a8 = 0, a9 = 0, a10 = 0, a11 = 0, a12 = 0, a13 = 0, a14 = 0, a15 = 0;
    for (int f = 0; f < x.length; f += LANES) {
      a0 = fma(x[f], y[f], a0);
      a1 = fma(x[f + 1], y[f + 1], a1);
      a2 = fma(x[f + 2], y[f + 2], a2);
      a3 = fma(x[f + 3], y[f + 3], a3);
      a4 = fma(x[f + 4], y[f + 4], a4);
      a5 = fma(x[f + 5], y[f + 5], a5);
      a6 = fma(x[f + 6], y[f + 6], a6);
      a7 = fma(x[f + 7], y[f + 7], a7);
      a8 = fma(x[f + 8], y[f + 8], a8);
      a9 = fma(x[f + 9], y[f + 9], a9);
      a10 = fma(x[f + 10], y[f + 10], a10);
      a11 = fma(x[f + 11], y[f + 11], a11);
      a12 = fma(x[f + 12], y[f + 12], a12);
      a13 = fma(x[f + 13], y[f + 13], a13);
      a14 = fma(x[f + 14], y[f + 14], a14);
      a15 = fma(x[f + 15], y[f + 15], a15);
    }
    return tree(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15);
  }

  /** Dot product of two rows in native memory as one chain in the order of the columns. */
  static float chain(MemorySegment x, long offsetX, MemorySegment y, long offsetY, int columns) {
    float sum = 0;
    for (int f = 0; f < columns; f++) {
      sum = fma(at(x, offsetX + 4L * f), at(y, offsetY + 4L * f), sum);
    }
    return sum;
  }

  private static float at(MemorySegment segment, long offset) {
    return segment.get(NativeLayouts.FLOAT, offset);
  }

  /** The sum of 16 lanes: i takes i + 8, then i + 4, i + 2, i + 1. */
  private static float tree(
      float a0,
      float a1,
      float a2,
      float a3,
      float a4,
      float a5,
      float a6,
      float a7,
      float a8,
      float a9,
      float a10,
      float a11,
      float a12,
      float a13,
      float a14,
      float a15) {
    float b0 = (a0 + a8) + (a4 + a12);
    float b1 = (a1 + a9) + (a5 + a13);
    float b2 = (a2 + a10) + (a6 + a14);
    float b3 = (a3 + a11) + (a7 + a15);
    return (b0 + b2) + (b1 + b3);
  }

  /** {@code y += scale · x} over the first elements. */
  static void addScaled(float[] y, float scale, float[] x, int length) {
    for (int f = 0; f < length; f++) {
      y[f] = fma(scale, x[f], y[f]);
    }
  }

  /** Four times {@link #addScaled} in one pass over y, in the order x0, x1, x2, x3. */
  static void addScaled4(
      float[] y,
      float s0,
      float[] x0,
      float s1,
      float[] x1,
      float s2,
      float[] x2,
      float s3,
      float[] x3,
      int length) {
    for (int f = 0; f < length; f++) {
      y[f] = fma(s3, x3[f], fma(s2, x2[f], fma(s1, x1[f], fma(s0, x0[f], y[f]))));
    }
  }

  private ScalarLoops() {}
}
