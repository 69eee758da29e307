package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.zero;

import dev.sapor.linalg.FloatMatrix;
import java.lang.ref.Reference;
import jdk.incubator.vector.FloatVector;

/**
 * Conjugate gradients in vector instructions: G with the tile of {@link SimdRankUpdate}, listed
 * rows as {@link SimdListedRows} has them.
 */
final class SimdConjugateGradient extends CheckedConjugateGradient {

  private static final int LANES = SPECIES.length();

  /** Columns of a strip of G: few enough for many rows of it to stay in a cache. */
  private static final int STRIP = 64;

  private final float[] scales = new float[SimdListedRows.AT_ONCE];
  private final float[] gramian;
  // The directions of a batch side by side: element j of direction i at 8 j + i.
  private final float[] sideBySide;

  SimdConjugateGradient(FloatMatrix gramian) {
    super(gramian.columns());
    this.gramian = new float[Math.multiplyExact(size, stride)];
    for (int j = 0; j < size; j++) {
      System.arraycopy(gramian.row(j), 0, this.gramian, j * stride, size);
    }
    sideBySide = new float[size * BATCH];
  }

  @Override
  void addGramian(float[] directions, int count, float[] sums) {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < size; j++) {
        sideBySide[j * BATCH + i] = directions[i * stride + j];
      }
    }
    for (int column = 0; column < stride; column += STRIP) {
      int width = Math.min(STRIP, stride - column);
      SimdRankUpdate.eight(sideBySide, 0, size, gramian, column, sums, column, stride, width);
    }
  }

  @Override
  void addListed(
      FloatMatrix features,
      int[] indices,
      int from,
      int to,
      float[] weights,
      float[] targets,
      float[] p,
      float[] sums,
      int at) {
    try {
      long base = features.segment().address();
      SimdListedRows.add(base, stride, indices, from, to, weights, targets, p, sums, at, scales);
    } finally {
      Reference.reachabilityFence(features);
    }
  }

  @Override
  float dot(float[] x, float[] y, int at) {
    FloatVector low = zero();
    FloatVector high = zero();
    for (int f = at; f < at + stride; f += FloatMatrix.LANES) {
      low = get(x, f).fma(get(y, f), low);
      if (!SimdLanes.WIDE) {
        high = get(x, f + LANES).fma(get(y, f + LANES), high);
      }
    }
    return SimdLanes.sum(low, high);
  }

  @Override
  void combine(float scaleX, float[] x, float scaleY, float[] y, int at) {
    FloatVector scale = all(scaleX);
    for (int f = at; f < at + stride; f += LANES) {
      get(x, f).fma(scale, get(y, f).mul(scaleY)).intoArray(y, f);
    }
  }

  private static FloatVector get(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
