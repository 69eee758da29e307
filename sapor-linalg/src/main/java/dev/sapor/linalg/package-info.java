/**
 * Matrices in native memory, small dense solves and random streams, with no word of recommendation
 * in them: what the solvers compute with.
 */
@NullMarked
package dev.sapor.linalg;

import org.jspecify.annotations.NullMarked;
