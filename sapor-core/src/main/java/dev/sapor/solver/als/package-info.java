/**
 * Alternating least squares: with the items held still the objective is a ridge regression for each
 * user, and the other way round, so each half of an epoch solves every row exactly. {@link
 * dev.sapor.solver.als.AlsConfig} is the form for ratings, with biases solved jointly; {@link
 * dev.sapor.solver.als.ImplicitAlsConfig} the form for clicks, in which every missing pair counts a
 * little.
 */
@NullMarked
package dev.sapor.solver.als;

import org.jspecify.annotations.NullMarked;
