package dev.sapor.baseline;

import static dev.sapor.recommend.RatingPredictor.UNKNOWN;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.model.ValueRange;

/** What the baselines take from training data: who is known, the mean and the range of values. */
final class TrainingData {

  private final Interactions train;
  private final int[] itemCounts;
  private final ValueRange range;

  TrainingData(Interactions train) {
    CsrMatrix matrix = train.byUser();
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    itemCounts = new int[matrix.columns()];
    for (long at = 0; at < train.size(); at++) {
      itemCounts[matrix.column(at)]++;
      min = Math.min(min, matrix.value(at));
      max = Math.max(max, matrix.value(at));
    }
    this.train = train;
    this.range = train.size() == 0 ? new ValueRange(0, 0) : new ValueRange(min, max);
  }

  CsrMatrix matrix() {
    return train.byUser();
  }

  double mean() {
    return train.meanValue();
  }

  int itemCount(int itemIndex) {
    return itemCounts[itemIndex];
  }

  float clip(double value) {
    return range.clip((float) value);
  }

  int userIndex(String userId) {
    int index = index(train.users(), userId);
    return index != UNKNOWN && matrix().count(index) > 0 ? index : UNKNOWN;
  }

  int itemIndex(String itemId) {
    int index = index(train.items(), itemId);
    return index != UNKNOWN && itemCounts[index] > 0 ? index : UNKNOWN;
  }

  private static int index(IdMap ids, String id) {
    return ids.indexOf(id).orElse(UNKNOWN);
  }
}
