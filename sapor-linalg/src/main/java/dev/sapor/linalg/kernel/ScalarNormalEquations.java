package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import java.util.Arrays;
import java.util.Objects;

/**
 * Normal equations over heap rows: the lower triangle of A as an array of rows, four observations
 * added in one pass. Cost of an observation n²/2 multiply-adds, of a solution n³/6.
 */
final class ScalarNormalEquations implements NormalEquations {

  private static final int TILE = 4;

  private final int factors;
  private final boolean intercept;
  private final int size;
  private final float[][] a;
  private final float[] b;
  private final float[][] x;
  private final float[] solution;

  ScalarNormalEquations(int factors, boolean intercept) {
    this.factors = factors;
    this.intercept = intercept;
    size = factors + (intercept ? 1 : 0);
    a = new float[size][size];
    b = new float[size];
    x = new float[TILE][size];
    solution = new float[size];
    if (intercept) {
      for (float[] features : x) {
        features[factors] = 1;
      }
    }
  }

  @Override
  public void clear() {
    for (float[] row : a) {
      Arrays.fill(row, 0);
    }
    clearTargets();
  }

  @Override
  public void clearTargets() {
    Arrays.fill(b, 0);
  }

  @Override
  public void add(
      FloatMatrix rows, IntColumn indices, long from, long to, float[] weights, float[] targets) {
    checkWidth(rows);
    ScalarKernels.INSTANCE.checkList(rows, indices, from, to);
    int count = Math.toIntExact(to - from);
    Objects.checkFromIndexSize(0, count, Math.min(weights.length, targets.length));
    int k = 0;
    for (; k + TILE <= count; k += TILE) {
      for (int t = 0; t < TILE; t++) {
        rows.copyRow(indices.get(from + k + t), x[t]);
      }
      addFour(weights[k], weights[k + 1], weights[k + 2], weights[k + 3]);
      ScalarLoops.addScaled4(
          b,
          targets[k],
          x[0],
          targets[k + 1],
          x[1],
          targets[k + 2],
          x[2],
          targets[k + 3],
          x[3],
          size);
    }
    for (; k < count; k++) {
      rows.copyRow(indices.get(from + k), x[0]);
      addOne(weights[k]);
      ScalarLoops.addScaled(b, targets[k], x[0], size);
    }
  }

  @Override
  public void addTargets(float scale, FloatMatrix rows, int row) {
    checkWidth(rows);
    rows.copyRow(row, x[0]);
    ScalarLoops.addScaled(b, scale, x[0], factors);
  }

  @Override
  public void addAll(FloatMatrix rows, int from, int to) {
    checkWidth(rows);
    Objects.checkFromToIndex(from, to, rows.rows());
    int row = from;
    for (; row + TILE <= to; row += TILE) {
      for (int t = 0; t < TILE; t++) {
        rows.copyRow(row + t, x[t]);
      }
      addFour(1, 1, 1, 1);
    }
    for (; row < to; row++) {
      rows.copyRow(row, x[0]);
      addOne(1);
    }
  }

  private void addFour(float w0, float w1, float w2, float w3) {
    float[] x0 = x[0];
    float[] x1 = x[1];
    float[] x2 = x[2];
    float[] x3 = x[3];
    for (int i = 0; i < size; i++) {
      ScalarLoops.addScaled4(
          a[i], w0 * x0[i], x0, w1 * x1[i], x1, w2 * x2[i], x2, w3 * x3[i], x3, i + 1);
    }
  }

  private void addOne(float w) {
    for (int i = 0; i < size; i++) {
      ScalarLoops.addScaled(a[i], w * x[0][i], x[0], i + 1);
    }
  }

  @Override
  public void addScaledMatrix(float scale, NormalEquations other) {
    ScalarNormalEquations that = same(other);
    for (int i = 0; i < size; i++) {
      ScalarLoops.addScaled(a[i], scale, that.a[i], i + 1);
    }
  }

  @Override
  public void addDiagonal(float toFactors, float toIntercept) {
    for (int i = 0; i < factors; i++) {
      a[i][i] += toFactors;
    }
    if (intercept) {
      a[factors][factors] += toIntercept;
    }
  }

  @Override
  public float solve(FloatMatrix target, int targetRow) {
    checkWidth(target);
    factorize();
    substitute();
    target.setRow(targetRow, solution);
    return intercept ? solution[factors] : 0;
  }

  /**
   * Cholesky factorization A = L Lᵀ, right-looking: after column j is known, every later row i
   * takes L_ij times column j off. Columns are kept in a row of their own, for contiguous loops.
   */
  private void factorize() {
    float[] column = x[0].clone();
    for (int j = 0; j < size; j++) {
      float pivot = a[j][j];
      if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
        throw new ArithmeticException(
            "the normal equations are not positive definite and finite (pivot %s is %s)"
                .formatted(j, pivot));
      }
      float root = (float) Math.sqrt(pivot);
      float inverse = 1f / root;
      a[j][j] = root;
      for (int i = j + 1; i < size; i++) {
        column[i] = a[i][j] * inverse;
        a[i][j] = column[i];
      }
      for (int i = j + 1; i < size; i++) {
        subtractScaled(a[i], column[i], column, j + 1, i + 1);
      }
    }
  }

  private static void subtractScaled(float[] y, float scale, float[] x, int from, int to) {
    for (int f = from; f < to; f++) {
      y[f] = Math.fma(-scale, x[f], y[f]);
    }
  }

  private void substitute() {
    System.arraycopy(b, 0, solution, 0, size);
    for (int j = 0; j < size; j++) {
      float value = solution[j];
      for (int f = 0; f < j; f++) {
        value = Math.fma(-a[j][f], solution[f], value);
      }
      solution[j] = value / a[j][j];
    }
    for (int j = size - 1; j >= 0; j--) {
      solution[j] = solution[j] / a[j][j];
      subtractScaled(solution, solution[j], a[j], 0, j);
    }
  }

  @Override
  public void copyMatrix(float scale, FloatMatrix target) {
    CheckedKernels.checkSquare(target, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        target.set(i, j, scale * a[i][j]);
        target.set(j, i, scale * a[i][j]);
      }
    }
  }

  @Override
  public double innerProduct(NormalEquations other) {
    ScalarNormalEquations that = same(other);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2.0 * a[i][j] * that.a[i][j];
      }
      sum += (double) a[i][i] * that.a[i][i];
    }
    return sum;
  }

  private ScalarNormalEquations same(NormalEquations other) {
    if (other instanceof ScalarNormalEquations that
        && that.factors == factors
        && that.intercept == intercept) {
      return that;
    }
    throw new IllegalArgumentException("not a workspace of the same kernels and unknowns");
  }

  private void checkWidth(FloatMatrix rows) {
    if (rows.columns() != factors) {
      throw new IllegalArgumentException(
          "expected rows of width %s (got %s)".formatted(factors, rows));
    }
  }
}
