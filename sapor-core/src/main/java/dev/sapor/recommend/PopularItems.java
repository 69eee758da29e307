package dev.sapor.recommend;

import dev.sapor.linalg.TopK;
import dev.sapor.model.FactorModel;

/**
 * The items with the most training interactions: what is left to recommend to somebody of whom
 * nothing is known. The score of an item is its count.
 */
public final class PopularItems {

  /**
   * The most popular items of a model, equal counts in the order of items; items without
   * interactions are never among them.
   *
   * @param n how many at most, at least 1
   * @throws IllegalArgumentException if n is below 1
   */
  public static RankedItems of(FactorModel model, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1 (got " + n + ")");
    }
    TopK selection = new TopK(Math.max(1, Math.min(n, model.items().size())));
    for (int item = 0; item < model.items().size(); item++) {
      if (model.itemCount(item) > 0) {
        selection.offer(item, model.itemCount(item));
      }
    }
    return RankedItems.drain(selection);
  }

  private PopularItems() {}
}
