package dev.sapor.baseline;

import dev.sapor.data.Interactions;
import dev.sapor.recommend.RatingPredictor;

/** Predicts every rating as the mean of the training ratings. */
public final class GlobalMeanBaseline implements RatingPredictor {

  private final TrainingData train;
  private final float mean;

  private GlobalMeanBaseline(TrainingData train) {
    this.train = train;
    this.mean = train.clip(train.mean());
  }

  /** The mean of training data; 0 where there are none. */
  public static GlobalMeanBaseline of(Interactions train) {
    return new GlobalMeanBaseline(new TrainingData(train));
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
    return mean;
  }
}
