package dev.sapor.linalg.kernel;

import static java.lang.Math.fma;

import dev.sapor.linalg.FloatMatrix;

/**
 * The documented shapes of summation in plain loops over arrays, bit for bit: what every
 * implementation of {@link Kernels} must give. It shares no code with any of them.
 */
final class KernelOracle {

  private static final int LANES = 16;

  /** 16 partial sums, lane l over elements l, l + 16 …; then lane i takes i + 8, + 4, + 2, + 1. */
  static float dot(float[] x, float[] y) {
    float[] lanes = new float[LANES];
    for (int f = 0; f < x.length; f++) {
      lanes[f % LANES] = fma(x[f], y[f], lanes[f % LANES]);
    }
    for (int half = LANES / 2; half >= 1; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  /** One chain in the order of the elements. */
  static float chain(float[] x, float[] y) {
    float sum = 0;
    for (int f = 0; f < x.length; f++) {
      sum = fma(x[f], y[f], sum);
    }
    return sum;
  }

  /** Chains of one row with all rows of a matrix: (offset + bias) + chain. */
  static float[] chains(float[] x, float offset, FloatMatrix rows, float[] biases) {
    float[] chains = new float[rows.rows()];
    for (int j = 0; j < chains.length; j++) {
      chains[j] = (offset + biases[j]) + chain(x, rows.row(j));
    }
    return chains;
  }

  /** {@code y + Σ scale · x}, for each element a chain in the order of the rows. */
  static float[] addScaledRows(float[] y, float[] scales, float[][] rows) {
    float[] sum = y.clone();
    for (int f = 0; f < sum.length; f++) {
      for (int k = 0; k < rows.length; k++) {
        sum[f] = fma(scales[k], rows[k][f], sum[f]);
      }
    }
    return sum;
  }

  /** A = Σ w x xᵀ and b = Σ t x as chains in the order of the rows; A in full. */
  static float[][] matrix(int size, float[] weights, float[][] rows) {
    float[][] a = new float[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        for (int k = 0; k < rows.length; k++) {
          a[i][j] = fma(weights[k] * rows[k][i], rows[k][j], a[i][j]);
        }
        a[j][i] = a[i][j];
      }
    }
    return a;
  }

  /**
   * The solution of A w = b by the Cholesky factorization A = L Lᵀ, element by element from its
   * definition: a_ij takes off L_ik L_jk in order of k, a column is multiplied by the reciprocal of
   * its pivot's root, and the substitutions take off one term after the other.
   */
  static float[] solve(float[][] a, float[] b) {
    int size = b.length;
    float[][] l = new float[size][size];
    for (int j = 0; j < size; j++) {
      for (int i = j; i < size; i++) {
        float value = a[i][j];
        for (int k = 0; k < j; k++) {
          value = fma(-l[i][k], l[j][k], value);
        }
        l[i][j] = i == j ? (float) Math.sqrt(value) : value * (1f / l[j][j]);
      }
    }
    float[] w = new float[size];
    for (int i = 0; i < size; i++) {
      w[i] = b[i];
      for (int k = 0; k < i; k++) {
        w[i] = fma(-l[i][k], w[k], w[i]);
      }
      w[i] /= l[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = size - 1; k > i; k--) {
        w[i] = fma(-w[k], l[k][i], w[i]);
      }
      w[i] /= l[i][i];
    }
    return w;
  }

  private KernelOracle() {}
}
