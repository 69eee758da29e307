package dev.sapor.solver.als;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.NativeLayouts;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.model.Factors;
import dev.sapor.objective.ClickLoss;
import dev.sapor.solver.RowRanges;
import dev.sapor.solver.RowSolves;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An epoch of iALS++ (Rendle, Krichene, Zhang and Koren, "iALS++: Speeding up matrix factorization
 * with subspace optimization", 2021, algorithm 3). For each block π of the factors in turn all
 * users take a Newton step in these factors alone, then all items:
 *
 * <pre>  ( Σ_seen c h_π h_πᵀ + α0 (HᵀH)_ππ + λ_row I ) Δ
 *       = Σ_seen (t − c ŷ) h_π − α0 (HᵀH)_π,: w − λ_row w_π</pre>
 *
 * with h the rows of the other side, c and t weight and weighted target of an interaction. The loss
 * is quadratic in a row, so that a step is the minimum over the block.
 *
 * <p>The scores ŷ of the interactions are made once an epoch and then kept up to date, once in the
 * order of the users and once in that of the items, so that each half reads and writes them row by
 * row. A step of the row itself adds {@code Δ·h_π}, and before it what the half before, of the
 * other side, has added: the product of the row in that block with the Δ of the other row.
 *
 * <p>Cost for blocks of b factors: O(interactions · F · b + (N + M) · (F² + F · b²)).
 */
final class BlockEpoch {

  private static final int GRAIN = 1024;

  private final Kernels kernels = Kernels.get();
  private final ClickLoss loss;
  private final int block;
  private final Parallel parallel;
  private final Side users;
  private final Side items;

  /** One side: its rows, their interactions and the scores of these. */
  private static final class Side {
    private final CsrMatrix matrix;
    private final FloatMatrix factors;
    private final FloatColumn scores;

    Side(CsrMatrix matrix, FloatMatrix factors) {
      this.matrix = matrix;
      this.factors = factors;
      scores = FloatColumn.zeros(matrix.nonZeros());
    }
  }

  /**
   * What the other side has added to scores since they were brought up to date.
   *
   * @param rows of this side, in the block where the other one stepped; of each as it stood then
   * @param deltas steps of the rows of the other side
   */
  private record Since(FloatMatrix rows, FloatMatrix deltas) {}

  BlockEpoch(Interactions train, ClickLoss loss, Factors factors, int block, Parallel parallel) {
    this.loss = loss;
    this.block = Math.min(block, factors.rank());
    this.parallel = parallel;
    users = new Side(train.byUser(), factors.users());
    items = new Side(train.byItem(), factors.items());
  }

  /** Bytes beside the factors and the equations. */
  static long memoryBytes(int users, int items, long interactions, int factors, int block) {
    int width = Math.min(block, factors);
    return 2 * interactions * Float.BYTES
        + 4 * (FloatMatrix.bytesFor(users, width) + FloatMatrix.bytesFor(items, width))
        + Gramian.memoryBytes(Math.max(users, items), width, factors);
  }

  void run() {
    predict(users, items.factors);
    predict(items, users.factors);
    @Nullable Since since = null;
    for (int first = 0; first < users.factors.columns(); first += block) {
      int width = Math.min(block, users.factors.columns() - first);
      FloatMatrix userBlock = columns(users.factors, first, width);
      FloatMatrix itemBlock = columns(items.factors, first, width);
      FloatMatrix byUsers = step(users, items, first, userBlock, itemBlock, since);
      Since ofUsers = new Since(itemBlock, byUsers);
      FloatMatrix byItems = step(items, users, first, itemBlock, userBlock, ofUsers);
      since = new Since(userBlock, byItems);
    }
  }

  private void predict(Side side, FloatMatrix others) {
    new RowSolves<>(() -> kernels)
        .run(
            side.matrix,
            parallel,
            (row, workspace, dots, _) -> {
              products(workspace, side.factors, row, others, side.matrix, row, dots);
              store(side, row, dots);
            });
  }

  /** The products of a row with the rows of its entries. */
  private static void products(
      Kernels kernels,
      FloatMatrix left,
      int leftRow,
      FloatMatrix others,
      CsrMatrix matrix,
      int row,
      float[] products) {
    kernels.dots(
        left,
        leftRow,
        others,
        matrix.columnIndices(),
        matrix.start(row),
        matrix.end(row),
        products);
  }

  private static void store(Side side, int row, float[] scores) {
    MemorySegment.copy(
        scores,
        0,
        side.scores.segment(),
        NativeLayouts.FLOAT,
        side.matrix.start(row) * Float.BYTES,
        side.matrix.count(row));
  }

  private static void load(Side side, int row, float[] scores) {
    MemorySegment.copy(
        side.scores.segment(),
        NativeLayouts.FLOAT,
        side.matrix.start(row) * Float.BYTES,
        scores,
        0,
        side.matrix.count(row));
  }

  /** What a thread works with. */
  private static final class Work {
    private final NormalEquations equations;
    private final FloatMatrix gradients;
    private float[] scores = new float[0];
    private float[] dots = new float[0];

    Work(int width) {
      equations = Kernels.get().normalEquations(width, false);
      gradients = FloatMatrix.zeros(RowRanges.MOST_ROWS, width);
    }

    void requireRoom(int count) {
      if (dots.length < count) {
        dots = new float[Math.max(count, 2 * dots.length)];
        scores = new float[dots.length];
      }
    }

    void addDots(int count) {
      for (int k = 0; k < count; k++) {
        scores[k] += dots[k];
      }
    }
  }

  /**
   * A step of all rows of one side.
   *
   * @param own their factors in the block, updated
   * @param features the factors of the other side in the block
   * @return the steps
   */
  private FloatMatrix step(
      Side side,
      Side other,
      int first,
      FloatMatrix own,
      FloatMatrix features,
      @Nullable Since since) {
    ClickEquations row = new ClickEquations(features, Gramian.of(features, parallel), loss);
    RowPanels gramian =
        RowPanels.of(Gramian.between(features, other.factors, parallel), new float[own.columns()]);
    FloatMatrix deltas = FloatMatrix.zeros(own.rows(), own.columns());
    new RowSolves<>(() -> new Work(own.columns()))
        .runRanges(
            side.matrix,
            parallel,
            (from, to, work, weights, targets) -> {
              int[] rows = IntStream.range(from, to).toArray();
              float[] none = new float[rows.length];
              kernels.chains(side.factors, rows, 0, rows.length, none, gramian, work.gradients);
              for (int index = from; index < to; index++) {
                if (side.matrix.count(index) > 0) {
                  work.requireRoom(side.matrix.count(index));
                  load(side, index, work.scores);
                  catchUp(side, index, since, work);
                  solve(side, index, index - from, row, own, deltas, work, weights, targets);
                  store(side, index, work.scores);
                }
              }
            });
    write(own, side.factors, first);
    return deltas;
  }

  private void catchUp(Side side, int index, @Nullable Since since, Work work) {
    if (since != null) {
      products(kernels, since.rows, index, since.deltas, side.matrix, index, work.dots);
      work.addDots(side.matrix.count(index));
    }
  }

  private void solve(
      Side side,
      int index,
      int gradientRow,
      ClickEquations row,
      FloatMatrix own,
      FloatMatrix deltas,
      Work work,
      float[] weights,
      float[] targets) {
    int count = side.matrix.count(index);
    row.weigh(side.matrix, index, index + 1, weights, targets);
    for (int k = 0; k < count; k++) {
      targets[k] -= weights[k] * work.scores[k];
    }
    NormalEquations equations = work.equations;
    float diagonal = row.setWeighed(side.matrix, index, equations, weights, targets);
    equations.addTargets((float) -loss.alpha0(), work.gradients, gradientRow);
    equations.addTargets(-diagonal, own, index);
    equations.solve(deltas, index);
    kernels.combine(1, deltas, index, 1, own, index);
    products(kernels, deltas, index, row.features(), side.matrix, index, work.dots);
    work.addDots(count);
  }

  private FloatMatrix columns(FloatMatrix matrix, int first, int width) {
    FloatMatrix part = FloatMatrix.zeros(matrix.rows(), width);
    parallel.ranges(
        matrix.rows(),
        GRAIN,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            copy(matrix, row, first, part, 0, width);
          }
        });
    return part;
  }

  private void write(FloatMatrix part, FloatMatrix matrix, int first) {
    parallel.ranges(
        matrix.rows(),
        GRAIN,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            copy(part, row, 0, matrix, first, part.columns());
          }
        });
  }

  private static void copy(
      FloatMatrix from, int row, int column, FloatMatrix to, int toColumn, int width) {
    MemorySegment.copy(
        from.segment(),
        from.rowOffset(row) + (long) column * Float.BYTES,
        to.segment(),
        to.rowOffset(row) + (long) toColumn * Float.BYTES,
        (long) width * Float.BYTES);
  }
}
