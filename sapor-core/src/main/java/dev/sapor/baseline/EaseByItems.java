package dev.sapor.baseline;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.SymmetricMatrix;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.recommend.ScoreBlocks;
import dev.sapor.recommend.Scorer;

/** EASE with the item-item matrix B itself: a user's scores are a weighted sum of rows of B. */
final class EaseByItems implements Scorer {

  private static final int GRAIN = 64;

  private final CsrMatrix x;
  private final FloatMatrix weights;

  private EaseByItems(CsrMatrix x, FloatMatrix weights) {
    this.x = x;
    this.weights = weights;
  }

  /**
   * @param p (XᵀX + λI)⁻¹
   */
  static EaseByItems of(CsrMatrix x, SymmetricMatrix p, Parallel parallel) {
    int items = x.columns();
    FloatMatrix weights = FloatMatrix.zeros(items, items);
    parallel.ranges(
        items,
        GRAIN,
        (from, to) -> {
          double[] row = new double[items];
          float[] scaled = new float[items];
          for (int i = from; i < to; i++) {
            p.copyRow(i, row);
            for (int j = 0; j < items; j++) {
              scaled[j] = (float) (-row[j] / p.get(j, j));
            }
            scaled[i] = 0;
            weights.setRow(i, scaled);
          }
        });
    return new EaseByItems(x, weights);
  }

  @Override
  public int users() {
    return x.rows();
  }

  @Override
  public int items() {
    return x.columns();
  }

  @Override
  public void score(int[] userIndices, int from, int to, FloatMatrix scores) {
    ScoreBlocks.check(this, userIndices, from, to, scores);
    float[] zeros = new float[items()];
    for (int k = from; k < to; k++) {
      int user = userIndices[k];
      scores.setRow(k - from, zeros);
      Kernels.get()
          .addScaledRows(
              weights,
              x.columnIndices(),
              x.start(user),
              x.end(user),
              values(user),
              scores,
              k - from);
    }
  }

  private float[] values(int user) {
    float[] values = new float[x.count(user)];
    for (int n = 0; n < values.length; n++) {
      values[n] = x.value(x.start(user) + n);
    }
    return values;
  }
}
