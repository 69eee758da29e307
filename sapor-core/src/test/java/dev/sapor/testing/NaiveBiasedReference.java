package dev.sapor.testing;

import java.util.function.DoubleUnaryOperator;

/**
 * The model of the product in plain double loops: r̂_nm = μ + a_n + b_m + u_nᵀ v_m, with the
 * objective ½ Σ (r − r̂)² + ½ Σ_rows λ_row ‖row‖². λ of a row of factors and of a bias is given as
 * a function of the number of observed pairs of the row.
 */
public final class NaiveBiasedReference {

  /** μ. */
  public final double mean;

  /** a, length N. */
  public final double[] userBiases;

  /** b, length M. */
  public final double[] itemBiases;

  /** U, N x F. */
  public final double[][] U;

  /** V, M x F. */
  public final double[][] V;

  public NaiveBiasedReference(
      double mean, double[] userBiases, double[] itemBiases, double[][] U, double[][] V) {
    this.mean = mean;
    this.userBiases = userBiases;
    this.itemBiases = itemBiases;
    this.U = U;
    this.V = V;
  }

  /** r̂_nm. */
  public double estimate(int n, int m) {
    return mean + userBiases[n] + itemBiases[m] + NaiveReference.estimate(U, V, n, m);
  }

  /** Σ (r − r̂)² over the observed pairs. */
  public double squaredError(double[][] R) {
    double sum = 0;
    for (int n = 0; n < R.length; n++) {
      for (int m = 0; m < R[n].length; m++) {
        if (!Double.isNaN(R[n][m])) {
          sum += Math.pow(R[n][m] - estimate(n, m), 2);
        }
      }
    }
    return sum;
  }

  /**
   * The regularized objective.
   *
   * @param lambda λ of a row of factors by its number of observed pairs
   * @param biasLambda λ of a bias likewise
   */
  public double objective(
      double[][] R, DoubleUnaryOperator lambda, DoubleUnaryOperator biasLambda) {
    double penalty = 0;
    for (int n = 0; n < U.length; n++) {
      int count = userCount(R, n);
      penalty += biasLambda.applyAsDouble(count) * userBiases[n] * userBiases[n];
      penalty += lambda.applyAsDouble(count) * squaredNorm(U[n]);
    }
    for (int m = 0; m < V.length; m++) {
      int count = itemCount(R, m);
      penalty += biasLambda.applyAsDouble(count) * itemBiases[m] * itemBiases[m];
      penalty += lambda.applyAsDouble(count) * squaredNorm(V[m]);
    }
    return squaredError(R) / 2 + penalty / 2;
  }

  /** The gradient of the objective, in the shape of the parameters; that of μ is 0. */
  public NaiveBiasedReference gradient(
      double[][] R, DoubleUnaryOperator lambda, DoubleUnaryOperator biasLambda) {
    NaiveBiasedReference gradient =
        new NaiveBiasedReference(
            0,
            new double[U.length],
            new double[V.length],
            new double[U.length][U[0].length],
            new double[V.length][V[0].length]);
    for (int n = 0; n < U.length; n++) {
      double weight = lambda.applyAsDouble(userCount(R, n));
      gradient.userBiases[n] = biasLambda.applyAsDouble(userCount(R, n)) * userBiases[n];
      for (int f = 0; f < U[n].length; f++) {
        gradient.U[n][f] = weight * U[n][f];
      }
    }
    for (int m = 0; m < V.length; m++) {
      double weight = lambda.applyAsDouble(itemCount(R, m));
      gradient.itemBiases[m] = biasLambda.applyAsDouble(itemCount(R, m)) * itemBiases[m];
      for (int f = 0; f < V[m].length; f++) {
        gradient.V[m][f] = weight * V[m][f];
      }
    }
    for (int n = 0; n < U.length; n++) {
      for (int m = 0; m < V.length; m++) {
        if (!Double.isNaN(R[n][m])) {
          addPair(gradient, n, m, R[n][m] - estimate(n, m));
        }
      }
    }
    return gradient;
  }

  private void addPair(NaiveBiasedReference gradient, int n, int m, double error) {
    gradient.userBiases[n] -= error;
    gradient.itemBiases[m] -= error;
    for (int f = 0; f < U[n].length; f++) {
      gradient.U[n][f] -= error * V[m][f];
      gradient.V[m][f] -= error * U[n][f];
    }
  }

  /** One stochastic step on a rating, every parameter from its old value. */
  public void stochasticStep(int n, int m, double rating, double eta, Decays decays) {
    double error = rating - estimate(n, m);
    if (decays.biased) {
      userBiases[n] += eta * (error - decays.userBias * userBiases[n]);
      itemBiases[m] += eta * (error - decays.itemBias * itemBiases[m]);
    }
    for (int f = 0; f < U[n].length; f++) {
      double u = U[n][f];
      double v = V[m][f];
      U[n][f] = u + eta * (error * v - decays.user * u);
      V[m][f] = v + eta * (error * u - decays.item * v);
    }
  }

  /**
   * What a stochastic step takes off for one rating.
   *
   * @param user weight of ½ ‖u_n‖²
   * @param item weight of ½ ‖v_m‖²
   * @param biased whether biases move
   * @param userBias weight of ½ a_n²
   * @param itemBias weight of ½ b_m²
   */
  public record Decays(
      double user, double item, boolean biased, double userBias, double itemBias) {}

  /** Observed pairs of a user. */
  public static int userCount(double[][] R, int n) {
    int count = 0;
    for (double rating : R[n]) {
      count += Double.isNaN(rating) ? 0 : 1;
    }
    return count;
  }

  /** Observed pairs of an item. */
  public static int itemCount(double[][] R, int m) {
    int count = 0;
    for (double[] row : R) {
      count += Double.isNaN(row[m]) ? 0 : 1;
    }
    return count;
  }

  private static double squaredNorm(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    return sum;
  }
}
