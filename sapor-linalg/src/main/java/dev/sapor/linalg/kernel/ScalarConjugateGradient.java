package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;

/** Conjugate gradients in plain Java. */
final class ScalarConjugateGradient extends CheckedConjugateGradient {

  private final float[][] gramian;
  private final float[] p;
  private final float[] x;
  private final float[] y;

  ScalarConjugateGradient(FloatMatrix gramian) {
    super(gramian.columns());
    this.gramian = gramian.toArrays();
    p = new float[stride];
    x = new float[stride];
    y = new float[stride];
  }

  @Override
  void addGramian(float[] directions, int count, float[] sums) {
    for (int at = 0; at < count * stride; at += stride) {
      System.arraycopy(sums, at, y, 0, stride);
      for (int j = 0; j < size; j++) {
        ScalarLoops.addScaled(y, directions[at + j], gramian[j], size);
      }
      System.arraycopy(y, 0, sums, at, stride);
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
      float[] directions,
      float[] sums,
      int at) {
    System.arraycopy(directions, at, p, 0, stride);
    System.arraycopy(sums, at, y, 0, stride);
    for (int k = from; k < to; k++) {
      features.copyRow(indices[k], x);
      float scale = targets[k] + weights[k] * ScalarLoops.dot(x, p);
      ScalarLoops.addScaled(y, scale, x, stride);
    }
    System.arraycopy(y, 0, sums, at, stride);
  }

  @Override
  float dot(float[] a, float[] b, int at) {
    System.arraycopy(a, at, x, 0, stride);
    System.arraycopy(b, at, y, 0, stride);
    return ScalarLoops.dot(x, y);
  }

  @Override
  void combine(float scaleA, float[] a, float scaleB, float[] b, int at) {
    for (int f = at; f < at + stride; f++) {
      b[f] = Math.fma(scaleA, a[f], scaleB * b[f]);
    }
  }
}
