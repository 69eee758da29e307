package dev.sapor.recommend;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.TopK;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.FactorModel;
import java.util.Objects;

/**
 * Items whose factors point the same way: cosine of v_i and v_j, greatest first and then item index
 * ascending. The item itself is not in its list, nor are items without training interactions or
 * with factors that are all zero; for such an item the list is empty.
 *
 * <p>Keeps a copy of the item factors at length 1, M x F, so that a query costs M dot products.
 * Biases take no part. Safe for use by several threads.
 */
public final class SimilarItems {

  private final FloatMatrix directions;
  private final long[] comparable;

  private SimilarItems(FloatMatrix directions, long[] comparable) {
    this.directions = directions;
    this.comparable = comparable;
  }

  /** Compares the items of a model. */
  public static SimilarItems of(FactorModel model) {
    FloatMatrix factors = model.factors().items();
    FloatMatrix directions = FloatMatrix.zeros(factors.rows(), factors.columns());
    float[] row = new float[factors.columns()];
    long[] comparable =
        ItemSets.where(
            factors.rows(),
            item -> {
              factors.copyRow(item, row);
              boolean has = model.itemCount(item) > 0 && normalize(row);
              if (has) {
                directions.setRow(item, row);
              }
              return has;
            });
    return new SimilarItems(directions, comparable);
  }

  /** Scales a vector to length 1, if it is not zero. */
  private static boolean normalize(float[] vector) {
    // In double neither the greatest nor the smallest float squared is lost.
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    double norm = Math.sqrt(sum);
    for (int f = 0; f < vector.length && norm > 0; f++) {
      vector[f] = (float) (vector[f] / norm);
    }
    return norm > 0;
  }

  /**
   * The items most like one.
   *
   * @param n how many, at least 1; fewer come back only where fewer can be compared
   * @return scores are cosines in [-1, 1]
   * @throws IndexOutOfBoundsException if there is no such item
   * @throws IllegalArgumentException if n is below 1
   */
  public RankedItems similarTo(int itemIndex, int n) {
    Objects.checkIndex(itemIndex, directions.rows());
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1 (got " + n + ")");
    }
    TopK best = new TopK(Math.min(n, ItemSets.size(comparable)));
    if (ItemSets.contains(itemIndex, comparable)) {
      long[] others = comparable.clone();
      ItemSets.remove(itemIndex, others);
      best.offerAll(cosines(itemIndex), directions.rows(), others);
    }
    return RankedItems.drain(best);
  }

  private float[] cosines(int itemIndex) {
    float[] cosines = new float[directions.rows()];
    Kernels.get().dots(directions, itemIndex, directions, 0, directions.rows(), cosines);
    for (int item = 0; item < cosines.length; item++) {
      cosines[item] = Math.clamp(cosines[item], -1f, 1f);
    }
    return cosines;
  }
}
