/**
 * How factors are learnt. A {@link dev.sapor.solver.Solver} is an algorithm with its
 * hyper-parameters; it starts a {@link dev.sapor.solver.Run}, which does one epoch at a time; the
 * {@link dev.sapor.solver.Trainer} is the one loop around it, with early stopping, the refit, the
 * guard against divergence and checkpoints. Each family of algorithms has a package of its own
 * below this one and knows nothing of the others.
 */
@NullMarked
package dev.sapor.solver;

import org.jspecify.annotations.NullMarked;
