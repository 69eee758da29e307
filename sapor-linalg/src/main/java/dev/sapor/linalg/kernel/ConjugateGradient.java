package dev.sapor.linalg.kernel;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;

/**
 * Steps of the method of conjugate gradients on the normal equations of weighted least-squares
 * problems, (Σ c_k x_k x_kᵀ + G + d I) w = Σ t_k x_k, whose matrices are never made (Hestenes and
 * Stiefel, "Methods of conjugate gradients for solving linear systems", Journal of Research of the
 * National Bureau of Standards 49(6), 1952). A workspace that is used again; not safe for use by
 * several threads at once.
 *
 * <p>Shapes of summation: the product of the matrix with p is, for each element, {@code d p}, then
 * one chain of fused multiply-adds over the rows of G in their order, then over the listed rows in
 * theirs with the scale {@code 0 + c_k (x_k · p)}; the first residual is that of p = −w with the
 * scale {@code t_k + c_k (x_k · p)}. Dot products are {@link Kernels#dot}.
 *
 * <p>Cost of a step: 4 F operations for each listed row and 2 F² for G.
 */
public interface ConjugateGradient {

  /** A squared residual from which on there is nothing left to do. */
  float SMALLEST = 1e-20f;

  /**
   * Improves some rows of a matrix, each of which is the w of a problem of its own. A row without
   * entries in the pattern is left as it is.
   *
   * @param features x, as wide as G
   * @param pattern which x belong to which w: the columns of a row of it
   * @param from the first row
   * @param to the row after the last
   * @param weights c, of the entries of these rows one after the other
   * @param targets t likewise
   * @param diagonals d of each of these rows
   * @param steps how many, at least 1
   * @param target holds the rows w, from which the steps start
   * @throws IllegalArgumentException if widths or sizes do not fit
   * @throws IndexOutOfBoundsException if there are no such rows, or fewer weights, targets or
   *     diagonals
   */
  void solve(
      FloatMatrix features,
      CsrMatrix pattern,
      int from,
      int to,
      float[] weights,
      float[] targets,
      float[] diagonals,
      int steps,
      FloatMatrix target);
}
