/**
 * Losses of rankings for clicks, by stochastic gradients: the softmax over cosine scores ({@link
 * dev.sapor.solver.ranking.SoftmaxConfig}).
 */
@NullMarked
package dev.sapor.solver.ranking;

import org.jspecify.annotations.NullMarked;
