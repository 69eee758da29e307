package dev.sapor.textbook;

import java.util.List;

/**
 * What {@link MatrixFactorization} finds: U, V, the estimates R̂ = U Vᵀ of all pairs, the residuals
 * and the learning curve. Immutable: every matrix is given out as a copy.
 */
public final class Factorization {

  private final Ratings R;
  private final double[][] U;
  private final double[][] V;
  private final List<LossRecord> losses;

  Factorization(Ratings R, double[][] U, double[][] V, List<LossRecord> losses) {
    this.R = R;
    this.U = U;
    this.V = V;
    this.losses = List.copyOf(losses);
  }

  /** U, N x F: row n holds the factors of user n. */
  public double[][] userFactors() {
    return copy(U);
  }

  /** V, M x F: row m holds the factors of item m. */
  public double[][] itemFactors() {
    return copy(V);
  }

  /** R̂ = U Vᵀ, N x M: the estimates of all pairs, observed or missing. */
  public double[][] estimates() {
    return Model.estimates(U, V);
  }

  /** R̂ on the observed pairs, NaN where R has no rating: the shape in which ratings come in. */
  public double[][] estimatesWithNaN() {
    return masked(Double.NaN);
  }

  /** R̂ on the observed pairs, zero where R has no rating: the R̂ of E = R̂ − R in matrix form. */
  public double[][] estimatesWithZeros() {
    return masked(0);
  }

  private double[][] masked(double missing) {
    double[][] masked = estimates();
    for (int n = 0; n < masked.length; n++) {
      for (int m = 0; m < masked[n].length; m++) {
        masked[n][m] = R.isObserved(n, m) ? masked[n][m] : missing;
      }
    }
    return masked;
  }

  /** E = R̂ − R on the observed pairs, zero elsewhere, N x M. */
  public double[][] residuals() {
    return SquaredLoss.residuals(R, U, V);
  }

  /** L = ½ Σ (r − r̂)² over the observed pairs at the end. */
  public double loss() {
    return losses.getLast().loss();
  }

  /** The loss at the start and after each iteration, or each interval of them and the last. */
  public List<LossRecord> losses() {
    return losses;
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }
}
