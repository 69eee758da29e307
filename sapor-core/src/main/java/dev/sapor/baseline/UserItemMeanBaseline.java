package dev.sapor.baseline;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.recommend.RatingPredictor;

/**
 * Predicts μ + b_i + b_u by damped means: first the items, then the users on what is left,
 *
 * <pre>
 *   b_i = Σ_u (r_ui − μ) / (n_i + κ_i)      b_u = Σ_i (r_ui − μ − b_i) / (n_u + κ_u)
 * </pre>
 *
 * with sums over the training ratings of the item and the user, and n their number (Koren,
 * "Factorization meets the neighborhood", KDD 2008, section 2.1; and "Factor in the neighbors", ACM
 * TKDD 4(1), 2010, section 2.2). The damping pulls rows with few ratings to 0. An unknown user or
 * item has offset 0. Predictions are clipped to the range of training values.
 *
 * <p>κ_i = 3 and κ_u = 5 have the least error on random tenths held out of the five base files of
 * MovieLens 100K, over a grid of 1 to 25 for each: mean RMSE .9420, against .9437 at 1, 1 and .9529
 * at 25, 10, which suit larger data. They are constants, since a baseline is not tuned.
 */
public final class UserItemMeanBaseline implements RatingPredictor {

  /** κ_i. */
  static final double ITEM_DAMPING = 3;

  /** κ_u. */
  static final double USER_DAMPING = 5;

  private final TrainingData train;
  private final double mean;
  private final double[] itemOffsets;
  private final double[] userOffsets;

  private UserItemMeanBaseline(TrainingData train, double itemDamping, double userDamping) {
    this.train = train;
    this.mean = train.mean();
    this.itemOffsets = itemOffsets(itemDamping);
    this.userOffsets = userOffsets(userDamping);
  }

  /** The damped means of training data. */
  public static UserItemMeanBaseline of(Interactions train) {
    return of(train, ITEM_DAMPING, USER_DAMPING);
  }

  static UserItemMeanBaseline of(Interactions train, double itemDamping, double userDamping) {
    return new UserItemMeanBaseline(new TrainingData(train), itemDamping, userDamping);
  }

  private double[] itemOffsets(double damping) {
    CsrMatrix matrix = train.matrix();
    double[] offsets = new double[matrix.columns()];
    for (long at = 0; at < matrix.nonZeros(); at++) {
      offsets[matrix.column(at)] += matrix.value(at) - mean;
    }
    for (int item = 0; item < offsets.length; item++) {
      offsets[item] = damped(offsets[item], train.itemCount(item), damping);
    }
    return offsets;
  }

  private double[] userOffsets(double damping) {
    CsrMatrix matrix = train.matrix();
    double[] offsets = new double[matrix.rows()];
    for (int user = 0; user < offsets.length; user++) {
      double sum = 0;
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        sum += matrix.value(at) - mean - itemOffsets[matrix.column(at)];
      }
      offsets[user] = damped(sum, matrix.count(user), damping);
    }
    return offsets;
  }

  private static double damped(double sum, int count, double damping) {
    return count == 0 ? 0 : sum / (count + damping);
  }

  @Override
  public int userIndex(String userId) {
    return train.userIndex(userId);
  }

  @Override
  public int itemIndex(String itemId) {
    return train.itemIndex(itemId);
  }

  @Override
  public float predict(int userIndex, int itemIndex) {
    double item = itemIndex == UNKNOWN ? 0 : itemOffsets[itemIndex];
    double user = userIndex == UNKNOWN ? 0 : userOffsets[userIndex];
    return train.clip(mean + item + user);
  }
}
