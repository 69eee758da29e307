package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import org.jspecify.annotations.Nullable;

/** Conjugate gradients in plain Java. */
final class ScalarConjugateGradient extends CheckedConjugateGradient {

  private final float[] p;
  private final float[] x;
  private final float[] y;

  ScalarConjugateGradient(int size) {
    super(ScalarKernels.INSTANCE, size);
    p = new float[work.stride()];
    x = new float[work.stride()];
    y = new float[work.stride()];
  }

  @Override
  void addGramian(FloatMatrix gramian, float sign, FloatMatrix left, int row, int sum) {
    left.copyRow(row, p);
    work.copyRow(sum, y);
    for (int j = 0; j < gramian.rows(); j++) {
      gramian.copyRow(j, x);
      ScalarLoops.addScaled(y, sign * p[j], x, y.length);
    }
    work.setRow(sum, y);
  }

  @Override
  void addListed(
      FloatMatrix rows,
      float[] weights,
      float @Nullable [] targets,
      FloatMatrix left,
      int row,
      int sum) {
    left.copyRow(row, p);
    work.copyRow(sum, y);
    for (int k = 0; k < count; k++) {
      rows.copyRow(list[k], x);
      float scale = weights[k] * ScalarLoops.dot(x, p);
      ScalarLoops.addScaled(y, targets == null ? scale : targets[k] - scale, x, y.length);
    }
    work.setRow(sum, y);
  }
}
