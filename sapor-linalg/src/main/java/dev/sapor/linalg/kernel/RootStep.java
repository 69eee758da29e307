package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;

/**
 * Rows that are moved by steps divided by the root of the mean square of each element's gradients
 * (RMSProp: Tieleman and Hinton, "Lecture 6.5", Neural Networks for Machine Learning, 2012; Adam
 * with β1 = 0: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015).
 *
 * @param parameters what is learnt
 * @param squares running mean square of the gradients of each element
 */
public record RootStep(FloatMatrix parameters, FloatMatrix squares) {

  /** What keeps the divisor off zero. */
  static final float EPSILON = 1e-8f;

  /**
   * @throws IllegalArgumentException if the shapes differ
   */
  public RootStep {
    if (parameters == squares
        || parameters.rows() != squares.rows()
        || parameters.columns() != squares.columns()) {
      throw new IllegalArgumentException(
          "expected two matrices of one shape: " + parameters + " and " + squares);
    }
  }
}
