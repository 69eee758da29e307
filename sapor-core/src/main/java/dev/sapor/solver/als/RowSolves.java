package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Visits the rows of a matrix in parallel, each with a workspace; empty rows are passed over.
 * Workspaces are kept from range to range: there are as many as threads, and none becomes garbage.
 *
 * @param <W> what a row is solved with
 */
final class RowSolves<W> {

  /** Rows of a range: few, since rows of the same range may differ a thousandfold in cost. */
  private static final int GRAIN = 16;

  /** Sets up and solves one row. The arrays are scratch, at least as long as the row. */
  @FunctionalInterface
  interface RowTask<W> {
    void solve(int row, W workspace, float[] weights, float[] targets);
  }

  /** What one thread works with. */
  private static final class Bench<W> {
    private final W workspace;
    private float[] weights = new float[0];
    private float[] targets = new float[0];

    Bench(W workspace) {
      this.workspace = workspace;
    }

    void solve(int row, int count, RowTask<W> task) {
      if (weights.length < count) {
        weights = new float[Math.max(count, 2 * weights.length)];
        targets = new float[weights.length];
      }
      task.solve(row, workspace, weights, targets);
    }
  }

  private final Supplier<W> workspaces;
  private final Queue<Bench<W>> idle = new ConcurrentLinkedQueue<>();

  RowSolves(Supplier<W> workspaces) {
    this.workspaces = workspaces;
  }

  void run(CsrMatrix matrix, Parallel parallel, RowTask<W> task) {
    parallel.ranges(
        matrix.rows(),
        GRAIN,
        (from, to) -> {
          Bench<W> taken = idle.poll();
          Bench<W> bench = taken == null ? new Bench<>(workspaces.get()) : taken;
          for (int row = from; row < to; row++) {
            if (matrix.count(row) > 0) {
              bench.solve(row, matrix.count(row), task);
            }
          }
          idle.add(bench);
        });
  }

  /** Bytes of the workspaces of so many threads for a system of so many unknowns. */
  static long memoryBytes(int unknowns, int threads) {
    // The matrix, its factors, and some observations twice.
    return 2L * threads * unknowns * (unknowns + 64L) * Float.BYTES;
  }
}
