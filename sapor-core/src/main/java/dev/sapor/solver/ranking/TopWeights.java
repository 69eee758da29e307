package dev.sapor.solver.ranking;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import java.util.Arrays;

/**
 * Weights that favour interactions near the first K of a user's list, so that the softmax is a
 * bound of what the list loses in NDCG@K: w_ui = σ((y_ui − β_u) / τ_w), where β_u is the K-th
 * greatest of the scores of the user's own items and of a sample of others (Yang et al., "Breaking
 * the top-K barrier: advancing top-K ranking metrics optimization in recommender systems", KDD
 * 2025). β is held still between {@link #refresh refreshes}.
 */
final class TopWeights {

  private static final int GRAIN = 64;

  private final int k;
  private final double temperature;
  private final FloatMatrix bounds;

  TopWeights(int k, double temperature, FloatMatrix bounds) {
    this.k = k;
    this.temperature = temperature;
    this.bounds = bounds;
  }

  FloatMatrix bounds() {
    return bounds;
  }

  float of(int user, float score) {
    double x = (score - bounds.get(user, 0)) / temperature;
    return (float) (1 / (1 + StrictMath.exp(-x)));
  }

  /**
   * Determines β of every user.
   *
   * @param users unit rows of the users
   * @param items unit rows of the items
   * @param sample items whose scores stand for those of all
   */
  void refresh(
      FloatMatrix users, FloatMatrix items, int[] sample, CsrMatrix byUser, Parallel parallel) {
    FloatMatrix sampled = FloatMatrix.zeros(sample.length, items.columns());
    for (int j = 0; j < sample.length; j++) {
      sampled.setRow(j, items, sample[j]);
    }
    parallel.ranges(
        users.rows(),
        GRAIN,
        (from, to) -> {
          for (int user = from; user < to; user++) {
            int own = byUser.count(user);
            if (own > 0) {
              bounds.set(user, 0, bound(users, user, items, sampled, byUser));
            }
          }
        });
  }

  private float bound(
      FloatMatrix users, int user, FloatMatrix items, FloatMatrix sampled, CsrMatrix byUser) {
    int own = byUser.count(user);
    float[] scores = new float[own];
    Kernels kernels = Kernels.get();
    kernels.dots(
        users, user, items, byUser.columnIndices(), byUser.start(user), byUser.end(user), scores);
    float[] others = new float[sampled.rows()];
    kernels.dots(users, user, sampled, 0, sampled.rows(), others);
    float[] all = Arrays.copyOf(scores, own + others.length);
    System.arraycopy(others, 0, all, own, others.length);
    Arrays.sort(all);
    return all[Math.max(0, all.length - k)];
  }
}
