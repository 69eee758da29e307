/**
 * Matrix factorization as the textbook has it: a dense matrix of ratings with NaN for missing, in
 * double precision, by batch or stochastic gradient descent, without regularization or biases. For
 * reading, for small matrices, and as the measure of the solvers that do the same at scale.
 *
 * <p>Start at {@link dev.sapor.textbook.MatrixFactorization}. Each formula is a short method, and
 * carries the number that it has in {@code docs/textbook.md}:
 *
 * <ul>
 *   <li>{@code Model}: (1) R̂ = U Vᵀ
 *   <li>{@code SquaredLoss}: (2) L = ½ Σ (r − r̂)², (3) E = R̂ − R
 *   <li>{@code BatchDescent}: (4) ∂L/∂U = E V, ∂L/∂V = Eᵀ U and the step
 *   <li>{@code StochasticDescent}: (5) the same for one pair, whose two ways of choosing the pair
 *       are {@code UniformPairs} and {@code ObservedPass}
 * </ul>
 *
 * <p>N is the number of users, M of items, F of latent factors; row n of U (N x F) is u_n, row m of
 * V (M x F) is v_m. The code uses these letters.
 */
@NullMarked
package dev.sapor.textbook;

import org.jspecify.annotations.NullMarked;
