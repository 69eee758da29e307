package dev.sapor.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The formulas of matrix factorization in plain double loops over dense matrices with NaN for
 * missing: written element by element from the definitions, sharing no code with what it judges,
 * and slow. R is N x M, U is N x F, V is M x F. With biases and regularization: {@link
 * NaiveBiasedReference}.
 */
public final class NaiveReference {

  /** r̂_nm = Σ_f u_nf v_mf. */
  public static double estimate(double[][] U, double[][] V, int n, int m) {
    double sum = 0;
    for (int f = 0; f < U[n].length; f++) {
      sum += U[n][f] * V[m][f];
    }
    return sum;
  }

  /** R̂, of all pairs. */
  public static double[][] estimates(double[][] U, double[][] V) {
    double[][] estimates = new double[U.length][V.length];
    for (int n = 0; n < U.length; n++) {
      for (int m = 0; m < V.length; m++) {
        estimates[n][m] = estimate(U, V, n, m);
      }
    }
    return estimates;
  }

  /** L = ½ Σ (r − r̂)² over the observed pairs. */
  public static double loss(double[][] R, double[][] U, double[][] V) {
    double loss = 0;
    for (int n = 0; n < R.length; n++) {
      for (int m = 0; m < R[n].length; m++) {
        if (!Double.isNaN(R[n][m])) {
          loss += Math.pow(R[n][m] - estimate(U, V, n, m), 2) / 2;
        }
      }
    }
    return loss;
  }

  /** ∂L/∂u_nf = −Σ_m (r_nm − r̂_nm) v_mf. */
  public static double[][] userGradient(double[][] R, double[][] U, double[][] V) {
    double[][] gradient = new double[U.length][U[0].length];
    for (int n = 0; n < U.length; n++) {
      for (int f = 0; f < U[n].length; f++) {
        double sum = 0;
        for (int m = 0; m < V.length; m++) {
          if (!Double.isNaN(R[n][m])) {
            sum += (R[n][m] - estimate(U, V, n, m)) * V[m][f];
          }
        }
        gradient[n][f] = -sum;
      }
    }
    return gradient;
  }

  /** ∂L/∂v_mf = −Σ_n (r_nm − r̂_nm) u_nf. */
  public static double[][] itemGradient(double[][] R, double[][] U, double[][] V) {
    double[][] gradient = new double[V.length][V[0].length];
    for (int m = 0; m < V.length; m++) {
      for (int f = 0; f < V[m].length; f++) {
        double sum = 0;
        for (int n = 0; n < U.length; n++) {
          if (!Double.isNaN(R[n][m])) {
            sum += (R[n][m] - estimate(U, V, n, m)) * U[n][f];
          }
        }
        gradient[m][f] = -sum;
      }
    }
    return gradient;
  }

  /** U ← U − η ∂L/∂U and V ← V − η ∂L/∂V, both gradients at the same (U, V). */
  public static void batchStep(double[][] R, double[][] U, double[][] V, double eta) {
    double[][] gradientU = userGradient(R, U, V);
    double[][] gradientV = itemGradient(R, U, V);
    for (int f = 0; f < U[0].length; f++) {
      for (int n = 0; n < U.length; n++) {
        U[n][f] = U[n][f] - eta * gradientU[n][f];
      }
      for (int m = 0; m < V.length; m++) {
        V[m][f] = V[m][f] - eta * gradientV[m][f];
      }
    }
  }

  /** One stochastic step on (n, m), both rows from their old values; a missing pair moves none. */
  public static void stochasticStep(
      double[][] R, double[][] U, double[][] V, int n, int m, double eta) {
    if (Double.isNaN(R[n][m])) {
      return;
    }
    double error = R[n][m] - estimate(U, V, n, m);
    for (int f = 0; f < U[n].length; f++) {
      double u = U[n][f];
      double v = V[m][f];
      U[n][f] = u + eta * error * v;
      V[m][f] = v + eta * error * u;
    }
  }

  /** Root mean squared error of estimates on the observed pairs. */
  public static double rmse(double[][] R, double[][] estimates) {
    double sum = 0;
    long count = 0;
    for (int n = 0; n < R.length; n++) {
      for (int m = 0; m < R[n].length; m++) {
        if (!Double.isNaN(R[n][m])) {
          sum += Math.pow(R[n][m] - estimates[n][m], 2);
          count++;
        }
      }
    }
    return Math.sqrt(sum / count);
  }

  /** Indices by falling score, equal scores by index; NaN scores are left out. By a full sort. */
  public static int[] ranking(double[] scores) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isNaN(scores[i])) {
        order.add(i);
      }
    }
    order.sort(
        Comparator.<Integer>comparingDouble(i -> -scores[i])
            .thenComparing(Comparator.naturalOrder()));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The row w that minimises ½ Σ_k c_k (t_k − w · x_k)² + ½ Σ_i d_i w_i², from its normal equations
   * (Σ c x xᵀ + diag(d)) w = Σ c t x: what one exact step of alternating least squares computes.
   *
   * @param x K features, each of the length of the row
   * @param weights c, of length K
   * @param targets t, of length K
   * @param diagonal d, of the length of the row
   */
  public static double[] leastSquaresRow(
      double[][] x, double[] weights, double[] targets, double[] diagonal) {
    int size = diagonal.length;
    double[][] a = new double[size][size];
    double[] b = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        a[i][j] = i == j ? diagonal[i] : 0;
        for (int k = 0; k < x.length; k++) {
          a[i][j] += weights[k] * x[k][i] * x[k][j];
        }
      }
      for (int k = 0; k < x.length; k++) {
        b[i] += weights[k] * targets[k] * x[k][i];
      }
    }
    return gaussianElimination(a, b);
  }

  /** Solves a x = b by elimination with partial pivoting; both are overwritten. */
  public static double[] gaussianElimination(double[][] a, double[] b) {
    int size = b.length;
    for (int k = 0; k < size; k++) {
      int pivot = k;
      for (int i = k + 1; i < size; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] row = a[k];
      a[k] = a[pivot];
      a[pivot] = row;
      double value = b[k];
      b[k] = b[pivot];
      b[pivot] = value;
      for (int i = k + 1; i < size; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < size; j++) {
          a[i][j] -= factor * a[k][j];
        }
        b[i] -= factor * b[k];
      }
    }
    double[] x = new double[size];
    for (int i = size - 1; i >= 0; i--) {
      double sum = b[i];
      for (int j = i + 1; j < size; j++) {
        sum -= a[i][j] * x[j];
      }
      x[i] = sum / a[i][i];
    }
    return x;
  }

  /** ‖actual − expected‖ / ‖expected‖ in the Frobenius norm; the plain norm where expected is 0. */
  public static double normwiseError(double[][] actual, double[][] expected) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        difference += Math.pow(actual[i][j] - expected[i][j], 2);
        norm += Math.pow(expected[i][j], 2);
      }
    }
    return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  }

  private NaiveReference() {}
}
