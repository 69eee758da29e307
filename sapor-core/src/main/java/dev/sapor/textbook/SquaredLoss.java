package dev.sapor.textbook;

/** The loss and the residuals it is made of. Missing pairs take no part in either. */
final class SquaredLoss {

  /** (2) L = ½ Σ (r_nm − r̂_nm)² over the observed pairs. */
  static double loss(Ratings R, double[][] U, double[][] V) {
    double sum = 0;
    for (int n = 0; n < R.users(); n++) {
      for (int m = 0; m < R.items(); m++) {
        if (R.isObserved(n, m)) {
          double error = R.rating(n, m) - Model.estimate(U[n], V[m]);
          sum += error * error;
        }
      }
    }
    return 0.5 * sum;
  }

  /** (3) E = R̂ − R on the observed pairs, zero elsewhere: N x M. */
  static double[][] residuals(Ratings R, double[][] U, double[][] V) {
    double[][] E = new double[R.users()][R.items()];
    for (int n = 0; n < R.users(); n++) {
      for (int m = 0; m < R.items(); m++) {
        if (R.isObserved(n, m)) {
          E[n][m] = Model.estimate(U[n], V[m]) - R.rating(n, m);
        }
      }
    }
    return E;
  }

  private SquaredLoss() {}
}
