package dev.sapor.benchmarks.peers;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.model.Factors;
import java.util.Arrays;

/**
 * Ratings to be predicted, by the indices of the training data. A pair whose user or item was not
 * trained on is predicted by the mean of the training data, for every library alike; predictions
 * are not clipped to the range of the ratings.
 */
final class TestPairs {

  private static final int UNKNOWN = -1;

  private final int[] users;
  private final int[] items;
  private final float[] values;
  private final double trainMean;

  TestPairs(Interactions test, Interactions train) {
    CsrMatrix byUser = test.byUser();
    int size = Math.toIntExact(test.size());
    users = new int[size];
    items = new int[size];
    values = new float[size];
    trainMean = train.meanValue();
    int[] itemOf = translation(test.items(), train.items());
    int[] userOf = translation(test.users(), train.users());
    for (int user = 0; user < byUser.rows(); user++) {
      Arrays.fill(users, (int) byUser.start(user), (int) byUser.end(user), userOf[user]);
    }
    for (int at = 0; at < size; at++) {
      items[at] = itemOf[byUser.column(at)];
      values[at] = byUser.value(at);
    }
  }

  private static int[] translation(IdMap from, IdMap to) {
    int[] indices = new int[from.size()];
    Arrays.setAll(indices, index -> to.indexOf(from.id(index)).orElse(UNKNOWN));
    return indices;
  }

  /** Root mean squared error, summed in double. */
  double rmse(Factors factors) {
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      boolean known = users[k] != UNKNOWN && items[k] != UNKNOWN;
      double error = values[k] - (known ? factors.score(users[k], items[k]) : trainMean);
      sum += error * error;
    }
    return Math.sqrt(sum / values.length);
  }
}
