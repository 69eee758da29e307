package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;

/**
 * Visits the rows of a matrix in parallel, each with a cleared workspace; empty rows are passed
 * over.
 */
final class RowSolves {

  /** Rows of a range: few, since rows of the same range may differ a thousandfold in cost. */
  private static final int GRAIN = 16;

  /** Sets up and solves one row. The arrays are scratch, at least as long as the row. */
  @FunctionalInterface
  interface RowTask {
    void solve(int row, NormalEquations equations, float[] weights, float[] targets);
  }

  static void run(
      CsrMatrix matrix, int factors, boolean intercept, Parallel parallel, RowTask task) {
    parallel.ranges(
        matrix.rows(),
        GRAIN,
        (from, to) -> {
          NormalEquations equations = Kernels.get().normalEquations(factors, intercept);
          int longest = 0;
          for (int row = from; row < to; row++) {
            longest = Math.max(longest, matrix.count(row));
          }
          float[] weights = new float[longest];
          float[] targets = new float[longest];
          for (int row = from; row < to; row++) {
            if (matrix.count(row) > 0) {
              equations.clear();
              task.solve(row, equations, weights, targets);
            }
          }
        });
  }

  /** Bytes of the workspaces of so many threads for a system of so many unknowns. */
  static long memoryBytes(int unknowns, int threads) {
    return (long) threads * unknowns * unknowns * Float.BYTES;
  }

  private RowSolves() {}
}
