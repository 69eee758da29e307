package dev.sapor.solver.bayes;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.solver.DesignRows;
import dev.sapor.solver.GaussianRow;
import dev.sapor.solver.OrdinalRow;
import dev.sapor.solver.RowSolves;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Draws the rows of a side given the others: all unknowns of a row at once, from their exact
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
   * @param others what they are regressed on, in the order of the places of the ratings
   * @param level w₀
   * @param precision α
   * @param target where the factors go, as many rows as the side
   * @param targetBiases likewise
   */
  @SuppressWarnings("ArrayRecordComponent") // live, and never compared
  record Task(
      Side side,
      List<Side> others,
      float level,
      float precision,
      FloatMatrix target,
      float[] targetBiases) {}

  /** Draws every row with ratings. */
  void draw(Task task, long seed, int epoch, Parallel parallel) {
    String purpose = task.side.name() + " rows";
    regress(task, row -> RandomStream.of(seed, purpose, epoch, row), parallel);
  }

  /** The conditional mean of every row with ratings. */
  void mean(Task task, Parallel parallel) {
    regress(task, row -> null, parallel);
  }

  /** The most probable row of every one with ratings, where these are levels. */
  void mostProbable(Task task, OrdinalRow.Ratings ratings, Parallel parallel) {
    Side side = task.side;
    CsrMatrix matrix = side.matrix();
    solve(
        task,
        parallel,
        (given, row, solved, weights, targets) ->
            new OrdinalRow(solved)
                .solve(
                    given,
                    side.places(),
                    ratings,
                    matrix.start(row),
                    matrix.end(row),
                    side.priorMeans(row),
                    weights,
                    targets));
  }

  private void regress(Task task, IntFunction<@Nullable RandomStream> random, Parallel parallel) {
    Side side = task.side;
    CsrMatrix matrix = side.matrix();
    solve(
        task,
        parallel,
        (given, row, solved, weights, targets) ->
            solved.solve(
                given,
                side.places(),
                matrix,
                matrix.start(row),
                matrix.end(row),
                side.priorMeans(row),
                random.apply(row),
                weights,
                targets));
  }

  /** Solves a row; the workspace has it then. */
  @FunctionalInterface
  private interface Solution {
    void solve(
        GaussianRow.Given given, int row, GaussianRow solved, float[] weights, float[] targets);
  }

  private void solve(Task task, Parallel parallel, Solution solution) {
    GaussianRow.Given given = given(task, parallel);
    rows.run(
        task.side.matrix(),
        parallel,
        (row, solved, weights, targets) -> {
          solution.solve(given, row, solved, weights, targets);
          task.target.setRow(row, solved.factors());
          task.targetBiases[row] = solved.bias();
        });
  }

  private GaussianRow.Given given(Task task, Parallel parallel) {
    float[] precisions = task.side.prior().precisions();
    float[] roots = GaussianRow.Given.roots(precisions, factors);
    return new GaussianRow.Given(
        sides(task.others, side -> scaled(side, roots, parallel)),
        task.level,
        task.precision,
        roots,
        precisions[factors]);
  }

  private static DesignRows.Side scaled(Side side, float[] roots, Parallel parallel) {
    DesignRows.Side rows = DesignRows.Side.unscaled(side.factors(), side.biases());
    parallel.ranges(side.factors().rows(), GRAIN, (from, to) -> rows.scale(from, to, roots));
    return rows;
  }

  /** One or two other sides as a design has them. */
  static DesignRows.Sides sides(List<Side> others, Function<Side, DesignRows.Side> rows) {
    return new DesignRows.Sides(
        rows.apply(others.getFirst()), others.size() < 2 ? null : rows.apply(others.getLast()));
  }
}
