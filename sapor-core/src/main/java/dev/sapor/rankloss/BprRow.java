package dev.sapor.rankloss;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.Kernels;
import java.util.Arrays;

/**
 * The loss of one user in Bayesian personalized ranking: with n clicks,
 *
 * <pre>  −Σ_i mean_j ln σ(s_ui − s_uj) − Σ_d mean_i ln σ(s_ui − s_ud) + ½ λ n ‖p_u‖²</pre>
 *
 * over the items j of a sample that the user does not have, and the dislikes d.
 */
final class BprRow implements RowLoss {

  private final Kernels kernels = Kernels.get();
  private final FloatMatrix items;
  private final float[] biases;
  private final int[] sample;
  private final SampledItems negatives;
  private final FloatMatrix negativeBiases;
  private final double regularization;

  /**
   * @param sample the items that j is of, ascending
   */
  BprRow(FloatMatrix items, float[] biases, int[] sample, double regularization) {
    this.items = items;
    this.biases = biases;
    this.sample = sample;
    this.regularization = regularization;
    negatives = new SampledItems(items, sample);
    negativeBiases = negatives.numbers();
    for (int k = 0; k < sample.length; k++) {
      negativeBiases.set(0, k, biases[sample[k]]);
    }
  }

  @Override
  public Gradient of(RowHistory history) {
    int[] places = new int[history.clicks().length];
    for (int k = 0; k < places.length; k++) {
      int place = Arrays.binarySearch(sample, history.clicks()[k]);
      places[k] = place < 0 ? sample.length : place;
    }
    FloatMatrix scores = negatives.numbers();
    PairWeights weights = new PairWeights(sample.length);
    float[] pulls = new float[places.length];
    return (row, gradient) -> {
      negatives.score(row, scores);
      kernels.combine(1, negativeBiases, 0, 1, scores, 0);
      float[] positives = scores(row, history.clicks());
      weights.run(scores, 0, positives, places, pulls, 0);
      negatives.sum(scores, gradient);
      for (int item : history.dislikes()) {
        addDislike(row, item, positives, pulls, gradient);
      }
      for (int k = 0; k < pulls.length; k++) {
        kernels.combine(-pulls[k], items, history.clicks()[k], 1, gradient, 0);
      }
      float decay = (float) (regularization * pulls.length);
      kernels.combine(decay, row, 0, 1, gradient, 0);
    };
  }

  private float[] scores(FloatMatrix row, int[] of) {
    float[] scores = new float[of.length];
    for (int k = 0; k < of.length; k++) {
      scores[k] = kernels.dot(row, 0, items, of[k]) + biases[of[k]];
    }
    return scores;
  }

  private void addDislike(
      FloatMatrix row, int item, float[] positives, float[] pulls, FloatMatrix gradient) {
    float score = kernels.dot(row, 0, items, item) + biases[item];
    double sum = 0;
    for (int k = 0; k < positives.length; k++) {
      double weight = 1 / (1 + StrictMath.exp((double) positives[k] - score)) / positives.length;
      pulls[k] += (float) weight;
      sum += weight;
    }
    kernels.combine((float) sum, items, item, 1, gradient, 0);
  }
}
