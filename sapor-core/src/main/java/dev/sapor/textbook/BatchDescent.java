package dev.sapor.textbook;

/**
 * Batch gradient descent: one iteration is one step along the gradient of the loss over all
 * observed pairs. As in the formulas, E is a dense N x M matrix, so an iteration costs O(N M F).
 */
final class BatchDescent implements Descent {

  private final Ratings R;
  private final double[][] U;
  private final double[][] V;
  private final double learningRate;

  BatchDescent(Ratings R, double[][] U, double[][] V, double learningRate) {
    this.R = R;
    this.U = U;
    this.V = V;
    this.learningRate = learningRate;
  }

  /** Both gradients are taken at the same (U, V) before either moves. */
  @Override
  public boolean iterate() {
    double[][] E = SquaredLoss.residuals(R, U, V);
    double[][] gradientU = userGradient(E, V);
    double[][] gradientV = itemGradient(E, U);
    step(U, learningRate, gradientU);
    step(V, learningRate, gradientV);
    return true;
  }

  /** (4) ∂L/∂U = E V; elementwise ∂L/∂u_nf = −Σ_m (r_nm − r̂_nm) v_mf. */
  static double[][] userGradient(double[][] E, double[][] V) {
    double[][] gradient = new double[E.length][V[0].length];
    for (int n = 0; n < E.length; n++) {
      for (int m = 0; m < V.length; m++) {
        for (int f = 0; f < V[m].length; f++) {
          gradient[n][f] += E[n][m] * V[m][f];
        }
      }
    }
    return gradient;
  }

  /** (4) ∂L/∂V = Eᵀ U; elementwise ∂L/∂v_mf = −Σ_n (r_nm − r̂_nm) u_nf. */
  static double[][] itemGradient(double[][] E, double[][] U) {
    double[][] gradient = new double[E[0].length][U[0].length];
    for (int n = 0; n < E.length; n++) {
      for (int m = 0; m < E[n].length; m++) {
        for (int f = 0; f < U[n].length; f++) {
          gradient[m][f] += E[n][m] * U[n][f];
        }
      }
    }
    return gradient;
  }

  /** (4) U ← U − η ∂L/∂U, and the same for V. */
  static void step(double[][] factors, double learningRate, double[][] gradient) {
    for (int i = 0; i < factors.length; i++) {
      for (int f = 0; f < factors[i].length; f++) {
        factors[i][f] -= learningRate * gradient[i][f];
      }
    }
  }
}
