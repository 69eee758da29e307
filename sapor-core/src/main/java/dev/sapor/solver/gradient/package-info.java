/**
 * Batch gradient descent: the whole gradient of the objective over the observed pairs, both sides
 * taken at the same factors, then one step. {@link dev.sapor.solver.gradient.GradientDescentConfig}
 * is the way in.
 */
@NullMarked
package dev.sapor.solver.gradient;

import org.jspecify.annotations.NullMarked;
