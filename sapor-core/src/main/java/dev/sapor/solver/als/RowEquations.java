package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;

/**
 * The ridge regression that a row is while the other side stands still. One home for it: a user
 * that is folded in is solved by what the last step of a training solves.
 */
interface RowEquations {

  /** Unknowns that come from the rows of the other side. */
  int factors();

  /** Whether the bias of the row is an unknown too. */
  boolean biased();

  /**
   * Sets up the equations of a row.
   *
   * @param matrix rows x the other side, with values
   * @param equations a workspace, cleared here
   * @param weights scratch, at least as long as the row
   * @param targets scratch likewise; holds the right side's weight of each entry afterwards
   */
  void set(CsrMatrix matrix, int row, NormalEquations equations, float[] weights, float[] targets);

  /** A workspace of the right size. */
  default NormalEquations workspace() {
    return Kernels.get().normalEquations(factors(), biased());
  }
}
