package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;

/**
 * The normal equations A w = b of one small weighted least-squares problem, A = Σ c x xᵀ + D, and
 * their solution by Cholesky factorization. A workspace that is cleared and used again; not safe
 * for use by several threads at once.
 */
public interface NormalEquations {

  /** Forgets everything: A = 0, b = 0. */
  void clear();

  /** Forgets the right side alone: b = 0. */
  void clearTargets();

  /**
   * Adds observations with features x_k = rows[indices[k]], to which a 1 is appended where there is
   * an intercept: {@code A += Σ weights[k - from] x_k x_kᵀ}, {@code b += Σ targets[k - from] x_k}.
   * A weighted target is given with its weight already multiplied in.
   */
  void add(
      FloatMatrix rows, IntColumn indices, long from, long to, float[] weights, float[] targets);

  /** Adds to the right side alone: {@code b += scale · rows[row]}. */
  void addTargets(float scale, FloatMatrix rows, int row);

  /** Adds all rows from one index to another with weight 1 and no target. */
  void addAll(FloatMatrix rows, int from, int to);

  /** Adds {@code scale} times the matrix A (not b) of another workspace for the same unknowns. */
  void addScaledMatrix(float scale, NormalEquations other);

  /**
   * Adds to the diagonal.
   *
   * @param factors to the unknowns that come from rows
   * @param intercept to the intercept, where there is one
   */
  void addDiagonal(float factors, float intercept);

  /**
   * Solves and stores the unknowns that come from rows. The equations are used up: clear before the
   * next.
   *
   * @return the intercept, or 0 where there is none
   * @throws ArithmeticException if A is not positive definite or not finite
   */
  float solve(FloatMatrix target, int targetRow);

  /**
   * Stores {@code scale} times A, both triangles.
   *
   * @param target as many rows and columns as there are unknowns
   */
  void copyMatrix(float scale, FloatMatrix target);

  /** Σ over i, j of A_ij B_ij with another workspace, in double. */
  double innerProduct(NormalEquations other);
}
