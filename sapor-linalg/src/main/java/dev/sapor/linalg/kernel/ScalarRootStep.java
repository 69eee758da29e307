package dev.sapor.linalg.kernel;

import static java.lang.Math.fma;

import dev.sapor.linalg.FloatMatrix;

/** {@link RootStep} in plain Java; what each element does is written down in {@link Kernels}. */
final class ScalarRootStep {

  static void run(
      RootStep state,
      int row,
      FloatMatrix gradients,
      int gradientRow,
      float rate,
      float decay,
      float left,
      float fresh) {
    float[] p = state.parameters().row(row);
    float[] v = state.squares().row(row);
    float[] g = gradients.row(gradientRow);
    for (int f = 0; f < p.length; f++) {
      float gradient = fma(decay, p[f], g[f]);
      v[f] = fma(left, v[f], fresh * gradient * gradient);
      p[f] = fma(-rate, gradient / ((float) Math.sqrt(v[f]) + RootStep.EPSILON), p[f]);
    }
    state.parameters().setRow(row, p);
    state.squares().setRow(row, v);
  }

  private ScalarRootStep() {}
}
