package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;

/**
 * Steps of the method of conjugate gradients on the normal equations of one weighted least-squares
 * problem, (Σ c_k x_k x_kᵀ + G + d I) w = Σ t_k x_k, whose matrix is never made (Hestenes and
 * Stiefel, "Methods of conjugate gradients for solving linear systems", Journal of Research of the
 * National Bureau of Standards 49(6), 1952). A workspace that is used again; not safe for use by
 * several threads at once.
 *
 * <p>Shapes of summation: the product of the matrix with p is, for each element, {@code d p}, then
 * one chain of fused multiply-adds over the rows of G in their order, then over the listed rows in
 * theirs with the scale {@code c_k (x_k · p)}; the first residual is such a chain too, with all
 * signs turned and the scale {@code t_k - c_k (x_k · w)}. Dot products are {@link Kernels#dot}.
 *
 * <p>Cost of a step: 4 F operations for each listed row and 2 F² for G.
 */
public interface ConjugateGradient {

  /** A squared residual from which on there is nothing left to do. */
  float SMALLEST = 1e-20f;

  /**
   * Improves a row of the target.
   *
   * @param rows x, as wide as the workspace
   * @param indices which rows
   * @param from position of the first index
   * @param to position after the last
   * @param weights c from index 0 on
   * @param targets t from index 0 on
   * @param gramian G, symmetric
   * @param diagonal d
   * @param steps how many, at least 1
   * @param target holds w, from which the steps start
   * @param targetRow its row
   */
  void solve(
      FloatMatrix rows,
      IntColumn indices,
      long from,
      long to,
      float[] weights,
      float[] targets,
      FloatMatrix gramian,
      float diagonal,
      int steps,
      FloatMatrix target,
      int targetRow);
}
