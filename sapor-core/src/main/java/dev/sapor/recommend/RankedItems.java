package dev.sapor.recommend;

import dev.sapor.linalg.TopK;
import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * Items in their order: score descending, then item index ascending. Immutable.
 *
 * <p>Ranks count from 0. Indices and scores are kept in two arrays, 8 bytes an item; a {@link
 * RankedItem} is made when it is asked for.
 */
public final class RankedItems extends AbstractList<RankedItem> implements RandomAccess {

  private final int[] itemIndices;
  private final float[] scores;

  private RankedItems(int[] itemIndices, float[] scores) {
    this.itemIndices = itemIndices;
    this.scores = scores;
  }

  /** Takes what a selection has kept and leaves it empty. */
  static RankedItems drain(TopK selection) {
    int[] itemIndices = new int[selection.size()];
    float[] scores = new float[selection.size()];
    selection.drain(itemIndices, scores);
    return new RankedItems(itemIndices, scores);
  }

  @Override
  public int size() {
    return itemIndices.length;
  }

  @Override
  public RankedItem get(int rank) {
    return new RankedItem(itemIndices[rank], scores[rank]);
  }

  /** The item at a rank. */
  public int itemIndex(int rank) {
    return itemIndices[rank];
  }

  /** The score of the item at a rank. */
  public float score(int rank) {
    return scores[rank];
  }
}
