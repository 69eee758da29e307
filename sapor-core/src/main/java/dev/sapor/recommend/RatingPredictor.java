package dev.sapor.recommend;

/**
 * Predicts ratings of pairs, of which either side may be unknown. Predictions are finite and lie in
 * the range of training values. Safe for use by several threads.
 */
public interface RatingPredictor {

  /** The index of a user or item of whom nothing is known. */
  int UNKNOWN = -1;

  /** The index of a user, or {@link #UNKNOWN} for one without a training interaction. */
  int userIndex(String userId);

  /** The index of an item, or {@link #UNKNOWN} for one without a training interaction. */
  int itemIndex(String itemId);

  /**
   * The rating that a user would give an item, by what is known of both.
   *
   * @param userIndex an index or {@link #UNKNOWN}
   * @param itemIndex an index or {@link #UNKNOWN}
   */
  float predict(int userIndex, int itemIndex);

  /**
   * The same at a time, by those who know what that says.
   *
   * @param time in the unit of the training data
   */
  default float predict(int userIndex, int itemIndex, long time) {
    return predict(userIndex, itemIndex);
  }

  /** The same by ids, at no time. */
  default float predict(String userId, String itemId) {
    return predict(userIndex(userId), itemIndex(itemId));
  }
}
