package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.objective.Regularization;
import java.util.Arrays;

/**
 * The equations of a row of clicks; the formula is that of {@link ImplicitAlsRun}. A value below 0,
 * which training data do not have, is a dislike: its magnitude is the weight, and −1 the target.
 *
 * @param features the factors of the other side
 * @param gramian their Gram matrix
 * @param alpha0 α0
 * @param regularization weights of the row
 * @param ones whether every entry weighs 1 whatever its value, as ratings do that are taken as
 *     clicks
 */
record ClickEquations(
    FloatMatrix features,
    NormalEquations gramian,
    double alpha0,
    Regularization regularization,
    boolean ones)
    implements RowEquations {

  @Override
  public int factors() {
    return features.columns();
  }

  @Override
  public boolean biased() {
    return false;
  }

  @Override
  public void set(
      CsrMatrix matrix, int row, NormalEquations equations, float[] weights, float[] targets) {
    int count = matrix.count(row);
    weigh(matrix, row, row + 1, weights, targets);
    equations.clear();
    equations.addScaledMatrix((float) alpha0, gramian);
    equations.add(
        features, matrix.columnIndices(), matrix.start(row), matrix.end(row), weights, targets);
    equations.addDiagonal(diagonal(matrix, count), 0);
  }

  /** λ_row. */
  float diagonal(CsrMatrix matrix, int count) {
    return (float) regularization.ofRow(count, alpha0, matrix.columns());
  }

  /** λ_row of some rows. */
  float[] diagonals(CsrMatrix matrix, int from, int to) {
    float[] diagonals = new float[to - from];
    for (int row = from; row < to; row++) {
      diagonals[row - from] = diagonal(matrix, matrix.count(row));
    }
    return diagonals;
  }

  /** Sets weight and weighted target of each entry of some rows, one row after the other. */
  void weigh(CsrMatrix matrix, int from, int to, float[] weights, float[] targets) {
    long start = matrix.start(from);
    int count = (int) (matrix.end(to - 1) - start);
    if (ones) {
      Arrays.fill(weights, 0, count, 1);
      Arrays.fill(targets, 0, count, 1);
      return;
    }
    for (int k = 0; k < count; k++) {
      float value = matrix.value(start + k);
      weights[k] = Math.abs(value);
      targets[k] = value;
    }
  }
}
