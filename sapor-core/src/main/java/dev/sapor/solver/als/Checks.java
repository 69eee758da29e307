package dev.sapor.solver.als;

import dev.sapor.objective.Regularization;

/** What both configurations demand. */
final class Checks {

  static void factors(int factors) {
    if (factors < 1) {
      throw new IllegalArgumentException("factors must be at least 1 (got " + factors + ")");
    }
  }

  /** Without a positive diagonal the equations of a row with few interactions have no solution. */
  static void positiveDefinite(Regularization regularization, boolean biased) {
    if (regularization.lambda() == 0 && regularization.kappa() == 0) {
      throw new IllegalArgumentException(
          "alternating least squares needs regularization above 0, or kappa above 0");
    }
    if (biased && regularization.biasLambda() == 0 && regularization.biasKappa() == 0) {
      throw new IllegalArgumentException(
          "alternating least squares needs bias regularization above 0, or bias kappa above 0");
    }
  }

  private Checks() {}
}
