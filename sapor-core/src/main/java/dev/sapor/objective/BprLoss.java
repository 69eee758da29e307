package dev.sapor.objective;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.Factors;
import java.util.OptionalDouble;

/**
 * The loss of Bayesian personalized ranking (Rendle et al., UAI 2009), for clicks:
 *
 * <pre>
 *   Σ_(u,i) −ln σ(s_ui − s_uj) + ½ Σ_u λ n_u ‖p_u‖² + ½ Σ_i (λ₊ n_i + λ₋ m) ‖q_i‖² + ½ λ_b Σ_i (n_i + m) b_i²
 * </pre>
 *
 * with one item j that u does not have for each interaction (u, i), drawn once and for all; m is
 * how often an item is to be expected as a negative, the interactions by the items. Who has all
 * items adds nothing.
 *
 * @param regularization λ of the users
 * @param positives λ₊ of items as positives
 * @param negatives λ₋ of items as negatives
 * @param biases λ_b
 */
public record BprLoss(double regularization, double positives, double negatives, double biases) {

  private static final int GRAIN = 256;

  /** Tries to find a negative; who has nearly all items may get none. */
  private static final int TRIES = 64;

  /** The value, for the rows as they stand. */
  public Objective.Value value(Factors factors, Interactions train, long seed, Parallel parallel) {
    CsrMatrix byUser = train.byUser();
    int[] items = train.itemCounts();
    double loss =
        parallel.sum(
            byUser.rows(),
            GRAIN,
            (from, to) -> {
              double sum = 0;
              for (int user = from; user < to; user++) {
                sum += ofUser(factors, byUser, items, user, seed);
              }
              return sum;
            });
    return new Objective.Value(
        loss + 0.5 * penalty(factors, train, parallel), OptionalDouble.empty());
  }

  private double penalty(Factors factors, Interactions train, Parallel parallel) {
    int[] users = train.userCounts();
    int[] items = train.itemCounts();
    long seen = 0;
    for (int count : items) {
      seen += count > 0 ? 1 : 0;
    }
    double often = seen == 0 ? 0 : (double) train.size() / seen;
    double sum =
        Objective.rowPenalty(factors.users(), row -> regularization * users[row], parallel)
            + Objective.rowPenalty(
                factors.items(), row -> positives * items[row] + negatives * often, parallel);
    for (int item = 0; item < items.length; item++) {
      float bias = factors.itemBiases()[item];
      sum += biases * (items[item] + often) * bias * bias;
    }
    return sum;
  }

  private static double ofUser(
      Factors factors, CsrMatrix byUser, int[] items, int user, long seed) {
    RandomStream random = RandomStream.of(seed, "objective", user);
    double sum = 0;
    for (long at = byUser.start(user); at < byUser.end(user); at++) {
      int negative = negative(byUser, items, user, random);
      if (negative >= 0) {
        double difference =
            score(factors, user, byUser.column(at)) - score(factors, user, negative);
        sum += softplus(-difference);
      }
    }
    return sum;
  }

  private static int negative(CsrMatrix byUser, int[] items, int user, RandomStream random) {
    for (int k = 0; k < TRIES; k++) {
      int item = random.nextInt(items.length);
      if (items[item] > 0 && byUser.find(user, item) < 0) {
        return item;
      }
    }
    return -1;
  }

  private static double score(Factors factors, int user, int item) {
    float dot = Kernels.get().dot(factors.users(), user, factors.items(), item);
    return dot + factors.itemBiases()[item];
  }

  /** ln(1 + e^x), which is −ln σ(−x). */
  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
