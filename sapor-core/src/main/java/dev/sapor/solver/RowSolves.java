package dev.sapor.solver;

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
public final class RowSolves<W> {

  /** Sets up and solves one row. The arrays are scratch, at least as long as the row. */
  @FunctionalInterface
  public interface RowTask<W> {
    void solve(int row, W workspace, float[] weights, float[] targets);
  }

  /**
   * Sets up and solves the rows from one to another. The arrays are scratch, at least as long as
   * all of them together.
   */
  @FunctionalInterface
  public interface RangeTask<W> {
    void solve(int from, int to, W workspace, float[] weights, float[] targets);
  }

  /** What one thread works with. */
  private static final class Bench<W> {
    private final W workspace;
    private float[] weights = new float[0];
    private float[] targets = new float[0];

    Bench(W workspace) {
      this.workspace = workspace;
    }

    void solve(int from, int to, int entries, RangeTask<W> task) {
      if (weights.length < entries) {
        weights = new float[Math.max(entries, 2 * weights.length)];
        targets = new float[weights.length];
      }
      task.solve(from, to, workspace, weights, targets);
    }
  }

  private final Supplier<W> workspaces;
  private final Queue<Bench<W>> idle = new ConcurrentLinkedQueue<>();

  /** Visits with such workspaces. */
  public RowSolves(Supplier<W> workspaces) {
    this.workspaces = workspaces;
  }

  /** Visits every row that is not empty. */
  public void run(CsrMatrix matrix, Parallel parallel, RowTask<W> task) {
    runRanges(
        matrix,
        parallel,
        (from, to, workspace, weights, targets) -> {
          for (int row = from; row < to; row++) {
            if (matrix.count(row) > 0) {
              task.solve(row, workspace, weights, targets);
            }
          }
        });
  }

  /** Visits ranges of rows, empty ones among them. */
  public void runRanges(CsrMatrix matrix, Parallel parallel, RangeTask<W> task) {
    RowRanges ranges = RowRanges.of(matrix);
    parallel.ranges(
        ranges.count(),
        1,
        (rank, end) -> {
          int from = ranges.from(rank);
          int to = ranges.to(rank);
          int entries = Math.toIntExact(matrix.end(to - 1) - matrix.start(from));
          Bench<W> taken = idle.poll();
          Bench<W> bench = taken == null ? new Bench<>(workspaces.get()) : taken;
          bench.solve(from, to, entries, task);
          idle.add(bench);
        });
  }

  /** Bytes of the workspaces of so many threads for a system of so many unknowns. */
  public static long memoryBytes(int unknowns, int threads) {
    // The matrix, its factors, and some observations twice.
    return 2L * threads * unknowns * (unknowns + 64L) * Float.BYTES;
  }
}
