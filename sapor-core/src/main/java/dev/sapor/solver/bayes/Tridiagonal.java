package dev.sapor.solver.bayes;

/**
 * The Cholesky factor L of a symmetric positive-definite matrix with three diagonals: L has two.
 */
final class Tridiagonal {

  private final double[] diagonal;
  private final double[] below;

  /**
   * @param diagonal of the matrix
   * @param beside what stands beside it, one fewer
   * @throws ArithmeticException if the matrix is not positive definite
   */
  Tridiagonal(double[] diagonal, double[] beside) {
    this.diagonal = new double[diagonal.length];
    below = new double[beside.length];
    for (int i = 0; i < diagonal.length; i++) {
      double left = i == 0 ? 0 : below[i - 1];
      double square = diagonal[i] - left * left;
      if (!(square > 0) || Double.isInfinite(square)) {
        throw new ArithmeticException("a matrix of three diagonals is not positive definite");
      }
      this.diagonal[i] = Math.sqrt(square);
      if (i < beside.length) {
        below[i] = beside[i] / this.diagonal[i];
      }
    }
  }

  /** L⁻¹ x. */
  double[] solveLower(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double left = i == 0 ? 0 : below[i - 1] * y[i - 1];
      y[i] = (x[i] - left) / diagonal[i];
    }
    return y;
  }

  /** L⁻ᵀ x. */
  double[] solveUpper(double[] x) {
    double[] y = new double[x.length];
    for (int i = x.length - 1; i >= 0; i--) {
      double right = i == x.length - 1 ? 0 : below[i] * y[i + 1];
      y[i] = (x[i] - right) / diagonal[i];
    }
    return y;
  }

  /** xᵀ L Lᵀ x. */
  double norm(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double y = diagonal[i] * x[i] + (i < below.length ? below[i] * x[i + 1] : 0);
      sum += y * y;
    }
    return sum;
  }
}
