package dev.sapor.recommend;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.TopK;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.Factors;

/**
 * Scores by a factor model: mean + user bias + item bias + u_n · v_m, with the same bits as {@link
 * Factors#score}.
 *
 * <p>A block of B users against M items of F factors costs B · M · F fused multiply-adds in one
 * kernel call, which reads the item factors from memory once for the whole block. It reads them
 * from a copy of its own, M x (F + 1), which is made with the scorer: what becomes of the items of
 * the model afterwards does not reach the scores.
 */
public final class FactorScorer implements Scorer {

  /** Users that are ranked in one block: their factors stay in the second-level cache. */
  static final int RANKED_USERS = 256;

  private final Factors factors;
  private final RowPanels items;

  /**
   * @param factors what to score by; of the items a copy is made
   */
  public FactorScorer(Factors factors) {
    this.factors = factors;
    this.items = RowPanels.of(factors.items(), factors.itemBiases());
  }

  @Override
  public int users() {
    return factors.users().rows();
  }

  @Override
  public int items() {
    return items.rows();
  }

  /**
   * Offers the eligible items of the users {@code userIndices[from .. to)} to their selections,
   * with the scores that {@link #score} has, which are never laid out: memory does not grow with
   * the items.
   *
   * @param best a selection for each user, at least {@code to - from}
   * @throws IndexOutOfBoundsException if there is no such user
   */
  void rank(int[] userIndices, int from, int to, Candidates candidates, TopK[] best) {
    float[] offsets = offsets(userIndices, from, to);
    var wanted = new Kernels.Wanted(candidates.shared(), candidates.left());
    Kernels.get().best(factors.users(), userIndices, from, to, offsets, items, wanted, best);
  }

  @Override
  public void score(int[] userIndices, int from, int to, FloatMatrix scores) {
    ScoreBlocks.check(this, userIndices, from, to, scores);
    float[] offsets = offsets(userIndices, from, to);
    Kernels.get().chains(factors.users(), userIndices, from, to, offsets, items, scores);
  }

  private float[] offsets(int[] userIndices, int from, int to) {
    float[] offsets = new float[to - from];
    for (int k = from; k < to; k++) {
      offsets[k - from] = factors.mean() + factors.userBiases()[userIndices[k]];
    }
    return offsets;
  }
}
