/**
 * The state of a training in a file, so that a training that was killed goes on from there and ends
 * with the same bits. {@link dev.sapor.solver.checkpoint.CheckpointFile} writes and reads it.
 */
@NullMarked
package dev.sapor.solver.checkpoint;

import org.jspecify.annotations.NullMarked;
