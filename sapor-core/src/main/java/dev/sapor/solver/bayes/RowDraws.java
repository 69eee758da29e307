package dev.sapor.solver.bayes;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.solver.GaussianRow;
import dev.sapor.solver.RowSolves;

/**
 * Draws the rows of a side given the other: all unknowns of a row at once, from their exact
 * conditional distribution ({@link GaussianRow}). Each row has a random stream of its own.
 *
 * <p>Cost: entries · F² + rows · F³/3 multiplications, most of it in the rank updates of the
 * kernels.
 */
final class RowDraws {

  private static final int GRAIN = 1024;

  private final int factors;
  private final RowSolves<GaussianRow> rows;

  RowDraws(int factors) {
    this.factors = factors;
    rows = new RowSolves<>(() -> new GaussianRow(factors));
  }

  /**
   * What is wanted.
   *
   * @param side whose rows are wanted
   * @param other what they are regressed on
   * @param level w₀
   * @param precision α
   * @param target where the factors go, as many rows as the side
   * @param targetBiases likewise
   */
  @SuppressWarnings("ArrayRecordComponent") // live, and never compared
  record Task(
      Side side,
      Side other,
      float level,
      float precision,
      FloatMatrix target,
      float[] targetBiases) {}

  /** Draws every row with ratings. */
  void draw(Task task, long seed, int epoch, Parallel parallel) {
    solve(task, seed, epoch, true, parallel);
  }

  /** The conditional mean of every row with ratings. */
  void mean(Task task, Parallel parallel) {
    solve(task, 0, 0, false, parallel);
  }

  private void solve(Task task, long seed, int epoch, boolean drawn, Parallel parallel) {
    Side side = task.side;
    CsrMatrix matrix = side.matrix();
    GaussianRow.Given given = given(task, parallel);
    String purpose = side.name() + " rows";
    rows.run(
        matrix,
        parallel,
        (row, solved, weights, targets) -> {
          solved.solve(
              given,
              matrix.columnIndices(),
              matrix,
              matrix.start(row),
              matrix.end(row),
              side.priorMeans(row),
              drawn ? RandomStream.of(seed, purpose, epoch, row) : null,
              weights,
              targets);
          task.target.setRow(row, solved.factors());
          task.targetBiases[row] = solved.bias();
        });
  }

  private GaussianRow.Given given(Task task, Parallel parallel) {
    Side other = task.other;
    float[] precisions = task.side.prior().precisions();
    float[] roots = GaussianRow.Given.roots(precisions, factors);
    FloatMatrix features = other.factors();
    FloatMatrix scaled = FloatMatrix.zeros(features.rows(), factors);
    parallel.ranges(
        features.rows(),
        GRAIN,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            GaussianRow.Given.scale(features, row, roots, scaled, row);
          }
        });
    return new GaussianRow.Given(
        features, scaled, other.biases(), task.level, task.precision, roots, precisions[factors]);
  }
}
