package dev.sapor.solver.ranking;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * One step of {@link BprRun}: gradients from the rows as they stand, summed for each row in the
 * order of the entries, and then a step for each row. An entry is an item of a drawn interaction:
 * the one that the user has, and after it its negatives.
 */
final class BprStep {

  private static final int GRAIN = 64;

  private final BprConfig config;
  private final MovedRows users;
  private final MovedRows items;
  private final @Nullable MovedRows biases;
  private final MissingItems missing;
  private final Parallel parallel;
  private final Kernels kernels = Kernels.get();
  private final int entriesOfEach;
  private final int[] userOf;
  private final int[] itemOf;
  private final float[] pulls;
  private final Groups byUser;
  private final Groups byItem;
  private final FloatMatrix userGradients;
  private final FloatMatrix itemGradients;
  private final FloatMatrix biasGradients;
  private int epoch;
  private int step;
  private float rate;
  private int count;

  BprStep(
      BprConfig config,
      int batch,
      MovedRows users,
      MovedRows items,
      @Nullable MovedRows biases,
      MissingItems missing,
      Parallel parallel) {
    this.config = config;
    this.users = users;
    this.items = items;
    this.biases = biases;
    this.missing = missing;
    this.parallel = parallel;
    entriesOfEach = 1 + config.negatives();
    int entries = Math.multiplyExact(batch, entriesOfEach);
    userOf = new int[batch];
    itemOf = new int[entries];
    pulls = new float[entries];
    int userRows = users.state().parameters().rows();
    int itemRows = items.state().parameters().rows();
    byUser = new Groups(userRows);
    byItem = new Groups(itemRows);
    userGradients = FloatMatrix.zeros(Math.min(batch, userRows), config.factors());
    itemGradients = FloatMatrix.zeros(Math.min(entries, itemRows), config.factors());
    biasGradients = FloatMatrix.zeros(biases == null ? 0 : Math.min(entries, itemRows), 1);
  }

  /** Puts an interaction at a place of the step. */
  void put(int at, int user, int item) {
    userOf[at] = user;
    itemOf[at * entriesOfEach] = item;
  }

  /** Does the step for the first interactions that were put. */
  void run(int interactions, int newEpoch, int newStep, float newRate) {
    count = interactions;
    epoch = newEpoch;
    step = newStep;
    rate = newRate;
    parallel.ranges(count, GRAIN, this::score);
    byUser.set(userOf, count);
    byItem.set(itemOf, count * entriesOfEach);
    parallel.ranges(byUser.count(), GRAIN, this::sumUsers);
    parallel.ranges(byItem.count(), GRAIN, this::moveItems);
    parallel.ranges(byUser.count(), GRAIN, this::moveUsers);
  }

  /** Draws the negatives, and sets what each entry pulls the other side with. */
  private void score(int from, int to) {
    FloatMatrix p = users.state().parameters();
    for (int at = from; at < to; at++) {
      int user = userOf[at];
      int first = at * entriesOfEach;
      int positive = itemOf[first];
      boolean any = missing.exist(user);
      RandomStream random = RandomStream.of(config.seed(), "negatives", epoch, step, at);
      float score = score(p, user, positive);
      double sum = 0;
      for (int k = 1; k < entriesOfEach; k++) {
        // Who has all items has no preference to learn: the pairs pull nothing.
        int negative = any ? missing.draw(user, random) : positive;
        itemOf[first + k] = negative;
        float difference = score - score(p, user, negative);
        double pull = any ? 1 / (1 + StrictMath.exp(difference)) / config.negatives() : 0;
        pulls[first + k] = (float) pull;
        sum += pull;
      }
      pulls[first] = (float) -sum;
    }
  }

  private float score(FloatMatrix p, int user, int item) {
    float score = kernels.dot(p, user, items.state().parameters(), item);
    return biases == null ? score : score + biases.state().parameters().get(item, 0);
  }

  private void sumUsers(int from, int to) {
    FloatMatrix q = items.state().parameters();
    for (int k = from; k < to; k++) {
      kernels.combine(0, userGradients, k, 0, userGradients, k);
      for (int at = byUser.start(k); at < byUser.start(k + 1); at++) {
        int first = byUser.place(at) * entriesOfEach;
        for (int entry = first; entry < first + entriesOfEach; entry++) {
          kernels.combine(pulls[entry], q, itemOf[entry], 1, userGradients, k);
        }
      }
    }
  }

  private void moveItems(int from, int to) {
    FloatMatrix p = users.state().parameters();
    for (int k = from; k < to; k++) {
      kernels.combine(0, itemGradients, k, 0, itemGradients, k);
      float pull = 0;
      int positives = 0;
      for (int at = byItem.start(k); at < byItem.start(k + 1); at++) {
        int entry = byItem.place(at);
        kernels.combine(pulls[entry], p, userOf[entry / entriesOfEach], 1, itemGradients, k);
        pull += pulls[entry];
        positives += entry % entriesOfEach == 0 ? 1 : 0;
      }
      double negatives = byItem.start(k + 1) - byItem.start(k) - positives;
      double decay =
          config.positiveRegularization() * positives
              + config.negativeRegularization() * negatives / config.negatives();
      items.step(byItem.row(k), step, itemGradients, k, rate, (float) decay);
      if (biases != null) {
        biasGradients.set(k, 0, pull);
        double all = positives + negatives / config.negatives();
        float biasDecay = (float) (config.biasRegularization() * all);
        biases.step(byItem.row(k), step, biasGradients, k, rate, biasDecay);
      }
    }
  }

  private void moveUsers(int from, int to) {
    for (int k = from; k < to; k++) {
      float decay = (float) (config.regularization() * (byUser.start(k + 1) - byUser.start(k)));
      users.step(byUser.row(k), step, userGradients, k, rate, decay);
    }
  }
}
