package dev.sapor.textbook;

/** The model: the estimate of a rating is the inner product of two rows of factors. */
final class Model {

  /** (1) r̂_nm = u_nᵀ v_m = Σ_f u_nf v_mf. */
  static double estimate(double[] u, double[] v) {
    double sum = 0;
    for (int f = 0; f < u.length; f++) {
      sum += u[f] * v[f];
    }
    return sum;
  }

  /** (1) in matrix form: R̂ = U Vᵀ, for all N x M pairs. */
  static double[][] estimates(double[][] U, double[][] V) {
    double[][] estimates = new double[U.length][V.length];
    for (int n = 0; n < U.length; n++) {
      for (int m = 0; m < V.length; m++) {
        estimates[n][m] = estimate(U[n], V[m]);
      }
    }
    return estimates;
  }

  private Model() {}
}
