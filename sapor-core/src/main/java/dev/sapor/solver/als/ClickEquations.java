package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.objective.ClickLoss;

/**
 * The equations of a row of clicks; the formula is that of {@link ImplicitAlsRun}.
 *
 * @param features the factors of the other side
 * @param gramian their Gram matrix
 * @param loss what is minimised
 */
record ClickEquations(FloatMatrix features, NormalEquations gramian, ClickLoss loss)
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
    weigh(matrix, row, row + 1, weights, targets);
    setWeighed(matrix, row, equations, weights, targets);
  }

  /**
   * Sets up the equations of a row with given weights and weighted targets.
   *
   * @return λ_row
   */
  float setWeighed(
      CsrMatrix matrix, int row, NormalEquations equations, float[] weights, float[] targets) {
    equations.clear();
    equations.addScaledMatrix((float) loss.alpha0(), gramian);
    equations.add(
        features, matrix.columnIndices(), matrix.start(row), matrix.end(row), weights, targets);
    float diagonal = diagonal(matrix, row);
    equations.addDiagonal(diagonal, 0);
    return diagonal;
  }

  /** λ_row. */
  float diagonal(CsrMatrix matrix, int row) {
    return (float) loss.ofRow(matrix.count(row), matrix.columns());
  }

  /** λ_row of some rows. */
  float[] diagonals(CsrMatrix matrix, int from, int to) {
    float[] diagonals = new float[to - from];
    for (int row = from; row < to; row++) {
      diagonals[row - from] = diagonal(matrix, row);
    }
    return diagonals;
  }

  /** Sets weight and weighted target of each entry of some rows, one row after the other. */
  void weigh(CsrMatrix matrix, int from, int to, float[] weights, float[] targets) {
    long start = matrix.start(from);
    int count = (int) (matrix.end(to - 1) - start);
    loss.weigh(matrix.values(), start, count, weights, targets);
  }
}
