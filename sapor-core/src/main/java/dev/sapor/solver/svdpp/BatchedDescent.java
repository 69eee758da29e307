package dev.sapor.solver.svdpp;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.DescentFactors;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.RowDescent;
import dev.sapor.model.Factors;
import dev.sapor.objective.Regularization;
import java.util.function.IntToDoubleFunction;

/**
 * The epochs of {@link SvdppRun}, batch after batch in two phases each. In the first, the users of
 * the batch do their visits: p, s and b_u move, and what the visits would add to the items is kept.
 * In the second, each thread has a range of the items and adds to it, user by user in the order of
 * the batch: so a row gets its sums in one order, whoever adds them.
 */
final class BatchedDescent {

  private final SvdppConfig config;
  private final Parallel parallel;
  private final CsrMatrix byUser;
  private final ImplicitSums sums;
  private final RowDescent rows;
  private final Batches batches;
  private final ItemRanges ranges;
  // For each place of a batch the row that all y of its user get, but for the weight, what is left
  // of them, and where the moves of the user begin.
  private final FloatMatrix gifts;
  private final float[] kept;
  private final int[] firsts;
  // What a step of this epoch leaves of q and b of each item.
  private final float[] keepItems;
  private final float[] keepItemBiases;
  private float rate;
  private boolean backwards;

  /**
   * @param factors whose items and biases are moved
   * @param own p
   * @param sums of y, which is moved
   */
  BatchedDescent(
      SvdppConfig config,
      Interactions train,
      Factors factors,
      FloatMatrix own,
      ImplicitSums sums,
      Parallel parallel) {
    this.config = config;
    this.parallel = parallel;
    this.byUser = train.byUser();
    this.sums = sums;
    batches = new Batches(byUser, config.seed(), config.batchUsers());
    ranges = ItemRanges.of(train.itemCounts(), parallel.threads());
    gifts = FloatMatrix.zeros(batches.size(), own.columns());
    kept = new float[batches.size()];
    firsts = new int[batches.size()];
    keepItems = new float[factors.items().rows()];
    keepItemBiases = new float[keepItems.length];
    Regularization regularization = config.regularization();
    int[] users = train.userCounts();
    int[] items = train.itemCounts();
    DescentFactors moved =
        new DescentFactors(
            own,
            factors.items(),
            factors.mean(),
            factors.userBiases(),
            factors.itemBiases(),
            new DescentFactors.Decays(
                perVisit(users, regularization::ofRow),
                perVisit(items, regularization::ofRow),
                perVisit(users, regularization::ofBias),
                perVisit(items, regularization::ofBias)),
            true);
    rows =
        new RowDescent(
            moved,
            FloatMatrix.zeros(own.rows(), own.columns()),
            perVisit(users, config::implicitWeight),
            FloatMatrix.zeros(batches.moves(), own.columns()),
            new float[batches.moves()]);
  }

  private static float[] perVisit(int[] counts, IntToDoubleFunction weight) {
    float[] decays = new float[counts.length];
    for (int row = 0; row < decays.length; row++) {
      int count = counts[row];
      decays[row] = count == 0 ? 0 : (float) (weight.applyAsDouble(count) / count);
    }
    return decays;
  }

  /** Does an epoch. */
  void run(int epoch) {
    rate = (float) config.schedule().rate(config.learningRate(), epoch);
    // As in the epochs of sgd: an order that is always the same ends with a higher error.
    backwards = epoch % 2 == 1;
    DescentFactors factors = rows.factors();
    keep(factors.decays().right(), keepItems);
    keep(factors.decays().rightBiases(), keepItemBiases);
    int[][] users = batches.of(epoch);
    int[] tasks = new int[2 * users.length];
    for (int batch = 0; batch < users.length; batch++) {
      tasks[2 * batch] = users[batch].length;
      tasks[2 * batch + 1] = ranges.count();
    }
    Phases.run(
        parallel,
        tasks,
        (phase, task) -> {
          int[] batch = users[phase / 2];
          if (phase % 2 == 0) {
            visit(batch, task);
          } else {
            add(batch, ranges.start(task), ranges.end(task));
          }
        });
  }

  private void keep(float[] decays, float[] target) {
    for (int row = 0; row < target.length; row++) {
      target[row] = 1f - rate * decays[row];
    }
  }

  /** The visits of the user at a place of a batch. */
  private void visit(int[] batch, int place) {
    int user = batch[place];
    int first = 0;
    for (int before = 0; before < place; before++) {
      first += byUser.count(batch[before]);
    }
    firsts[place] = first;
    FloatMatrix added = rows.added();
    sums.into(added, user, user);
    gifts.setRow(place, added, user);
    Kernels.get().descendRow(byUser, user, backwards, rows, first, rate);
    float left = 1f - rate * rows.addedDecays()[user];
    kept[place] = (float) StrictMath.pow(left, byUser.count(user));
    Kernels.get().combine(1, added, user, -kept[place], gifts, place);
  }

  /** Adds what the users of a batch give to a range of the items. */
  private void add(int[] batch, int from, int to) {
    for (int place = 0; place < batch.length; place++) {
      int user = batch[place];
      long start = ItemRanges.first(byUser, user, from);
      long end = ItemRanges.first(byUser, user, to);
      int move = firsts[place] + (int) (start - byUser.start(user));
      float weight = sums.weight(user);
      for (long at = start; at < end; at++) {
        add(byUser.column(at), move++, place, weight);
      }
    }
  }

  private void add(int item, int move, int place, float weight) {
    Kernels kernels = Kernels.get();
    DescentFactors factors = rows.factors();
    float[] biases = factors.rightBiases();
    kernels.combine(1, rows.moves(), move, keepItems[item], factors.right(), item);
    kernels.combine(weight, gifts, place, kept[place], sums.rows(), item);
    biases[item] = Math.fma(keepItemBiases[item], biases[item], rows.steps()[move]);
  }
}
