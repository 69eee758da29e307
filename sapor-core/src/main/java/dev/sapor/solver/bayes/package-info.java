/** Bayesian matrix factorization by Gibbs sampling, with features of users and items. */
@NullMarked
package dev.sapor.solver.bayes;

import org.jspecify.annotations.NullMarked;
