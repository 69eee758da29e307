package dev.sapor.solver.als;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.model.Factors;
import dev.sapor.objective.ClickLoss;

/**
 * An epoch of iALS++ (Rendle, Krichene, Zhang and Koren, "iALS++: Speeding up matrix factorization
 * with subspace optimization", 2021, algorithm 3). For each block π of the factors in turn all
 * users take a Newton step in these factors alone, then all items:
 *
 * <pre>  ( Σ_seen c h_π h_πᵀ + α0 (HᵀH)_ππ + λ_row I ) Δ
 *       = Σ_seen (t − c ŷ) h_π − α0 (HᵀH)_π,: w − λ_row w_π</pre>
 *
 * with h the rows of the other side, c and t weight and weighted target of an interaction. The loss
 * is quadratic in a row, so that a step is the minimum over the block. The scores ŷ of the
 * interactions are made once an epoch and then kept up to date: {@code ŷ += Δ·h_π}.
 *
 * <p>Cost for blocks of b factors: O(interactions · F · b + (N + M) · (F² + F · b²)).
 */
final class BlockEpoch {

  private final Kernels kernels = Kernels.get();
  private final Interactions train;
  private final ClickLoss loss;
  private final Factors factors;
  private final int block;
  private final Parallel parallel;

  /** The score of each interaction, in the order of the users. */
  private final FloatColumn scores;

  /** Where an entry by item stands within the row of its user. */
  private final IntColumn places;

  BlockEpoch(Interactions train, ClickLoss loss, Factors factors, int block, Parallel parallel) {
    this.train = train;
    this.loss = loss;
    this.factors = factors;
    this.block = Math.min(block, factors.rank());
    this.parallel = parallel;
    scores = FloatColumn.zeros(train.size());
    places = places(train);
  }

  private static IntColumn places(Interactions train) {
    CsrMatrix byUser = train.byUser();
    CsrMatrix byItem = train.byItem();
    long[] next = new long[byItem.rows()];
    for (int item = 0; item < next.length; item++) {
      next[item] = byItem.start(item);
    }
    IntColumn places = IntColumn.zeros(train.size());
    for (int user = 0; user < byUser.rows(); user++) {
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        places.set(next[byUser.column(at)]++, (int) (at - byUser.start(user)));
      }
    }
    return places;
  }

  /** Bytes beside the factors and the equations. */
  static long memoryBytes(int users, int items, long interactions, int factors, int block) {
    int width = Math.min(block, factors);
    return interactions * (Float.BYTES + Integer.BYTES)
        + FloatMatrix.bytesFor(Math.max(users, items), width)
        + Gramian.memoryBytes(Math.max(users, items), width, factors);
  }

  void run() {
    predict();
    CsrMatrix byUser = train.byUser();
    CsrMatrix byItem = train.byItem();
    for (int first = 0; first < factors.rank(); first += block) {
      int width = Math.min(block, factors.rank() - first);
      step(byUser, factors.items(), factors.users(), first, width, at -> at);
      step(
          byItem,
          factors.users(),
          factors.items(),
          first,
          width,
          at -> byUser.start(byItem.column(at)) + places.get(at));
    }
  }

  private void predict() {
    CsrMatrix byUser = train.byUser();
    new RowSolves<>(() -> kernels)
        .run(
            byUser,
            parallel,
            (user, workspace, dots, _) -> {
              long start = byUser.start(user);
              long end = byUser.end(user);
              IntColumn items = byUser.columnIndices();
              workspace.dots(factors.users(), user, factors.items(), items, start, end, dots);
              for (long at = start; at < end; at++) {
                scores.set(at, dots[(int) (at - start)]);
              }
            });
  }

  /** Where the score of an entry of a matrix is kept. */
  @FunctionalInterface
  private interface ScorePlace {
    long of(long at);
  }

  /** What a thread works with. */
  private static final class Work {
    private final NormalEquations equations;
    private final FloatMatrix delta;
    private final FloatMatrix products;
    private float[] dots = new float[0];

    Work(int width) {
      equations = Kernels.get().normalEquations(width, false);
      delta = FloatMatrix.zeros(1, width);
      products = FloatMatrix.zeros(RowRanges.MOST_ROWS, width);
    }

    float[] dots(int count) {
      if (dots.length < count) {
        dots = new float[Math.max(count, 2 * dots.length)];
      }
      return dots;
    }
  }

  private void step(
      CsrMatrix matrix,
      FloatMatrix features,
      FloatMatrix target,
      int first,
      int width,
      ScorePlace place) {
    FloatMatrix part = columns(features, first, width);
    ClickEquations row = new ClickEquations(part, Gramian.of(part, parallel), loss);
    RowPanels gramian = RowPanels.of(Gramian.between(part, features, parallel), new float[width]);
    new RowSolves<>(() -> new Work(width))
        .runRanges(
            matrix,
            parallel,
            (from, to, work, weights, targets) -> {
              int[] rows = new int[to - from];
              for (int index = from; index < to; index++) {
                rows[index - from] = index;
              }
              float[] none = new float[rows.length];
              kernels.chains(target, rows, 0, rows.length, none, gramian, work.products);
              for (int index = from; index < to; index++) {
                if (matrix.count(index) > 0) {
                  step(matrix, index, from, row, target, first, place, work, weights, targets);
                }
              }
            });
  }

  private void step(
      CsrMatrix matrix,
      int index,
      int from,
      ClickEquations row,
      FloatMatrix target,
      int first,
      ScorePlace place,
      Work work,
      float[] weights,
      float[] targets) {
    FloatMatrix part = row.features();
    long start = matrix.start(index);
    long end = matrix.end(index);
    row.weigh(matrix, index, index + 1, weights, targets);
    for (long at = start; at < end; at++) {
      int k = (int) (at - start);
      targets[k] -= weights[k] * scores.get(place.of(at));
    }
    NormalEquations equations = work.equations;
    float diagonal = row.setWeighed(matrix, index, equations, weights, targets);
    for (int f = 0; f < part.columns(); f++) {
      work.delta.set(0, f, target.get(index, first + f));
    }
    equations.addTargets((float) -loss.alpha0(), work.products, index - from);
    equations.addTargets(-diagonal, work.delta, 0);
    equations.solve(work.delta, 0);
    for (int f = 0; f < part.columns(); f++) {
      target.set(index, first + f, target.get(index, first + f) + work.delta.get(0, f));
    }
    float[] dots = work.dots(matrix.count(index));
    kernels.dots(work.delta, 0, part, matrix.columnIndices(), start, end, dots);
    for (long at = start; at < end; at++) {
      long score = place.of(at);
      scores.set(score, scores.get(score) + dots[(int) (at - start)]);
    }
  }

  private FloatMatrix columns(FloatMatrix matrix, int first, int width) {
    FloatMatrix part = FloatMatrix.zeros(matrix.rows(), width);
    parallel.ranges(
        matrix.rows(),
        1024,
        (from, to) -> {
          float[] all = new float[matrix.columns()];
          float[] some = new float[width];
          for (int row = from; row < to; row++) {
            matrix.copyRow(row, all);
            System.arraycopy(all, first, some, 0, width);
            part.setRow(row, some);
          }
        });
    return part;
  }
}
