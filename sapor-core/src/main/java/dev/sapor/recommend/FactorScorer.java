package dev.sapor.recommend;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.Factors;

/**
 * Scores by a factor model: mean + user bias + item bias + u_n · v_m, with the same bits as {@link
 * Factors#score}.
 *
 * <p>A block of B users against M items of F factors costs B · M · F fused multiply-adds in one
 * kernel call, which reads the item factors from memory once for the whole block.
 */
public final class FactorScorer implements Scorer {

  private final Factors factors;

  /**
   * @param factors what to score by; not copied
   */
  public FactorScorer(Factors factors) {
    this.factors = factors;
  }

  @Override
  public int users() {
    return factors.users().rows();
  }

  @Override
  public int items() {
    return factors.items().rows();
  }

  @Override
  public void score(int[] userIndices, int from, int to, FloatMatrix scores) {
    ScoreBlocks.check(this, userIndices, from, to, scores);
    Kernels.get().dots(factors.users(), userIndices, from, to, factors.items(), scores);
    float[] row = new float[items()];
    for (int k = from; k < to; k++) {
      scores.copyRow(k - from, row);
      addOffsets(row, factors.mean() + factors.userBiases()[userIndices[k]], factors.itemBiases());
      scores.setRow(k - from, row);
    }
  }

  private static void addOffsets(float[] products, float offset, float[] biases) {
    for (int item = 0; item < products.length; item++) {
      products[item] = (offset + biases[item]) + products[item];
    }
  }
}
