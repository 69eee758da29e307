/**
 * Losses of rankings for clicks, by stochastic gradients: the softmax over cosine scores ({@link
 * dev.sapor.solver.ranking.SoftmaxConfig}) and Bayesian personalized ranking ({@link
 * dev.sapor.solver.ranking.BprConfig}). Both sum the gradients of a step in a fixed order and move
 * rows by the roots of mean squares.
 */
@NullMarked
package dev.sapor.solver.ranking;

import org.jspecify.annotations.NullMarked;
