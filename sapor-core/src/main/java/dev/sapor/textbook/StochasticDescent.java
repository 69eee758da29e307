package dev.sapor.textbook;

/**
 * A step of stochastic gradient descent: it follows the gradient of the loss of one pair, L_nm = ½
 * (r_nm − r̂_nm)², and moves one row of U and one of V. Cost O(F).
 */
final class StochasticDescent {

  /**
   * One step on an observed pair of rating r, with user factors u and item factors v. Both
   * gradients are taken before either row moves.
   */
  static void step(double r, double[] u, double[] v, double learningRate) {
    double error = r - Model.estimate(u, v);
    double[] gradientU = gradient(error, v);
    double[] gradientV = gradient(error, u);
    move(u, learningRate, gradientU);
    move(v, learningRate, gradientV);
  }

  /** (5) ∂L_nm/∂u_n = −(r_nm − r̂_nm) v_m, and ∂L_nm/∂v_m = −(r_nm − r̂_nm) u_n. */
  static double[] gradient(double error, double[] other) {
    double[] gradient = new double[other.length];
    for (int f = 0; f < other.length; f++) {
      gradient[f] = -error * other[f];
    }
    return gradient;
  }

  /** (5) u_n ← u_n − η ∂L_nm/∂u_n, and the same for v_m. */
  static void move(double[] row, double learningRate, double[] gradient) {
    for (int f = 0; f < row.length; f++) {
      row[f] -= learningRate * gradient[f];
    }
  }

  private StochasticDescent() {}
}
