package dev.sapor.rankloss;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.Kernels;
import java.util.Arrays;

/**
 * The softmax of one user: with n clicks, −Σ y_ui / τ + n c log Σ_j e^(y_uj / τ), and y_ud / τ for
 * each dislike d.
 */
final class SoftmaxRow implements RowLoss {

  private final Kernels kernels = Kernels.get();
  private final FloatMatrix items;
  private final SampledItems negatives;
  private final FloatMatrix ones;
  private final double temperature;
  private final double bilateral;

  /**
   * @param items rows of length 1
   * @param sample the items that the sum over j is of
   */
  SoftmaxRow(FloatMatrix items, int[] sample, double temperature, double bilateral) {
    this.items = items;
    this.temperature = temperature;
    this.bilateral = bilateral;
    negatives = new SampledItems(items, sample);
    ones = negatives.numbers();
    float[] row = new float[sample.length];
    Arrays.fill(row, 1);
    ones.setRow(0, row);
  }

  @Override
  public Gradient of(RowHistory history) {
    FloatMatrix pull = FloatMatrix.zeros(1, items.columns());
    for (int item : history.clicks()) {
      kernels.combine(-1, items, item, 1, pull, 0);
    }
    for (int item : history.dislikes()) {
      kernels.combine(1, items, item, 1, pull, 0);
    }
    FloatMatrix scores = negatives.numbers();
    FloatMatrix unusedSums = negatives.numbers();
    float scale = (float) (1 / temperature);
    return (row, gradient) -> {
      negatives.score(row, scores);
      kernels.exponentials(scores, 0, 1, scale, -scale, unusedSums, 0);
      negatives.sum(scores, gradient);
      double z = kernels.dot(scores, 0, ones, 0);
      float share = (float) (bilateral * history.clicks().length / z);
      kernels.combine(1, pull, 0, share, gradient, 0);
    };
  }
}
