package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Visits the rows of a matrix in parallel, each with a cleared workspace; empty rows are passed
 * over. Workspaces are kept from range to range: there are as many as threads, and none becomes
 * garbage.
 */
final class RowSolves {

  /** Rows of a range: few, since rows of the same range may differ a thousandfold in cost. */
  private static final int GRAIN = 16;

  /** Sets up and solves one row. The arrays are scratch, at least as long as the row. */
  @FunctionalInterface
  interface RowTask {
    void solve(int row, NormalEquations equations, float[] weights, float[] targets);
  }

  /** What one thread works with. */
  private static final class Workspace {
    private final NormalEquations equations;
    private float[] weights = new float[0];
    private float[] targets = new float[0];

    Workspace(NormalEquations equations) {
      this.equations = equations;
    }

    void solve(int row, int count, RowTask task) {
      if (weights.length < count) {
        weights = new float[Math.max(count, 2 * weights.length)];
        targets = new float[weights.length];
      }
      equations.clear();
      task.solve(row, equations, weights, targets);
    }
  }

  private final int factors;
  private final boolean intercept;
  private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

  RowSolves(int factors, boolean intercept) {
    this.factors = factors;
    this.intercept = intercept;
  }

  void run(CsrMatrix matrix, Parallel parallel, RowTask task) {
    parallel.ranges(
        matrix.rows(),
        GRAIN,
        (from, to) -> {
          Workspace taken = idle.poll();
          Workspace workspace = taken == null ? workspace() : taken;
          for (int row = from; row < to; row++) {
            if (matrix.count(row) > 0) {
              workspace.solve(row, matrix.count(row), task);
            }
          }
          idle.add(workspace);
        });
  }

  private Workspace workspace() {
    return new Workspace(Kernels.get().normalEquations(factors, intercept));
  }

  /** Bytes of the workspaces of so many threads for a system of so many unknowns. */
  static long memoryBytes(int unknowns, int threads) {
    return (long) threads * unknowns * unknowns * Float.BYTES;
  }
}
