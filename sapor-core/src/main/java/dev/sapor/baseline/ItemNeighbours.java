package dev.sapor.baseline;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.TopK;
import java.util.Arrays;

/**
 * The similarity matrix of item-kNN, items x items: row j holds the neighbours of item j.
 *
 * <p>Two passes over the items: the first counts what a row will hold, the second fills it in
 * place, so that nothing is held twice. A row belongs to one thread.
 */
final class ItemNeighbours {

  private static final int GRAIN = 64;

  private final CsrMatrix byUser;
  private final CsrMatrix byItem;
  private final ItemKnnConfig config;
  private final double[] weights;
  private final double[] norms;

  ItemNeighbours(CsrMatrix byUser, ItemKnnConfig config) {
    this.byUser = byUser;
    this.byItem = byUser.transpose();
    this.config = config;
    weights = weights(byUser, config.activityExponent());
    norms = norms();
  }

  /** The squares of the users' weights: one factor for each of the two cells in a product. */
  private static double[] weights(CsrMatrix byUser, double exponent) {
    double[] weights = new double[byUser.rows()];
    for (int user = 0; user < weights.length; user++) {
      weights[user] = StrictMath.pow(Math.max(1, byUser.count(user)), -2 * exponent);
    }
    return weights;
  }

  private double[] norms() {
    double[] norms = new double[byItem.rows()];
    for (int item = 0; item < norms.length; item++) {
      double sum = 0;
      for (long at = byItem.start(item); at < byItem.end(item); at++) {
        double value = byItem.value(at);
        sum += weights[byItem.column(at)] * value * value;
      }
      norms[item] = Math.sqrt(sum);
    }
    return norms;
  }

  CsrMatrix similarities(Parallel parallel) {
    int items = byItem.rows();
    int[] counts = new int[items];
    parallel.ranges(items, GRAIN, (from, to) -> count(from, to, counts));
    long[] offsets = new long[items + 1];
    for (int item = 0; item < items; item++) {
      offsets[item + 1] = offsets[item] + counts[item];
    }
    IntColumn columns = IntColumn.zeros(offsets[items]);
    FloatColumn values = FloatColumn.zeros(offsets[items]);
    parallel.ranges(items, GRAIN, (from, to) -> fill(from, to, offsets, columns, values));
    return new CsrMatrix(items, offsets, columns, values);
  }

  private void count(int from, int to, int[] counts) {
    RowProducts products = new RowProducts(byItem, byUser, weights);
    for (int item = from; item < to; item++) {
      products.multiply(item, byItem.rows());
      // An item with interactions meets itself, which is no neighbour.
      int others = Math.max(0, products.metCount() - 1);
      counts[item] = config.neighbours() == 0 ? others : Math.min(config.neighbours(), others);
    }
  }

  private void fill(int from, int to, long[] offsets, IntColumn columns, FloatColumn values) {
    RowProducts products = new RowProducts(byItem, byUser, weights);
    float[] similarities = new float[byItem.rows()];
    for (int item = from; item < to; item++) {
      products.multiply(item, byItem.rows());
      compare(item, products, similarities);
      int[] kept = kept(item, products, similarities, (int) (offsets[item + 1] - offsets[item]));
      for (int k = 0; k < kept.length; k++) {
        columns.set(offsets[item] + k, kept[k]);
        values.set(offsets[item] + k, similarities[kept[k]]);
      }
    }
  }

  private void compare(int item, RowProducts products, float[] similarities) {
    for (int k = 0; k < products.metCount(); k++) {
      int other = products.met(k);
      double denominator = norms[item] * norms[other] + config.shrinkage();
      // Where all values of an item are 0 it is like nothing.
      similarities[other] = denominator > 0 ? (float) (products.sums()[other] / denominator) : 0;
    }
  }

  /** The neighbours that are kept: most similar first to choose, by index to store. */
  private static int[] kept(int item, RowProducts products, float[] similarities, int count) {
    TopK best = new TopK(count);
    for (int k = 0; k < products.metCount(); k++) {
      int other = products.met(k);
      if (other != item) {
        best.offer(other, similarities[other]);
      }
    }
    int[] kept = new int[count];
    best.drain(kept, new float[count]);
    Arrays.sort(kept);
    return kept;
  }
}
