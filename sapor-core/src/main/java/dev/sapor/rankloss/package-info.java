/**
 * Losses of rankings as one user sees them: how much pairs of items pull, cosines, and the user of
 * the least loss with the items as they stand. {@link dev.sapor.solver.ranking} trains by them, and
 * {@link dev.sapor.solver.als.FoldIn} takes new users in.
 */
@NullMarked
package dev.sapor.rankloss;

import org.jspecify.annotations.NullMarked;
