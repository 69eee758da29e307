package dev.sapor.recommend;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.NativeLayouts;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.Factors;
import java.lang.foreign.MemorySegment;

/**
 * Scores by a factor model: mean + user bias + item bias + u_n · v_m, with the same bits as {@link
 * Factors#score}.
 *
 * <p>A block of B users against M items of F factors costs B · M · F fused multiply-adds. Items are
 * visited in tiles that stay in the second-level cache while all users of the block pass over them,
 * so the item factors are read from memory once for each block and not once for each user.
 */
public final class FactorScorer implements Scorer {

  /** Items in a tile: 128 KiB at 64 factors. */
  private static final int TILE_ITEMS = 512;

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
    float[] tile = new float[Math.min(TILE_ITEMS, items())];
    for (int first = 0; first < items(); first += TILE_ITEMS) {
      int last = Math.min(items(), first + TILE_ITEMS);
      for (int k = from; k < to; k++) {
        scoreTile(userIndices[k], first, last, tile);
        long target = scores.rowOffset(k - from) + (long) first * Float.BYTES;
        MemorySegment.copy(tile, 0, scores.segment(), NativeLayouts.FLOAT, target, last - first);
      }
    }
  }

  private void scoreTile(int userIndex, int first, int last, float[] tile) {
    Kernels.get().dots(factors.users(), userIndex, factors.items(), first, last, tile);
    float offset = factors.mean() + factors.userBiases()[userIndex];
    float[] itemBiases = factors.itemBiases();
    for (int item = first; item < last; item++) {
      tile[item - first] = (offset + itemBiases[item]) + tile[item - first];
    }
  }
}
