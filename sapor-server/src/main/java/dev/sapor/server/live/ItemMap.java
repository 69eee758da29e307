package dev.sapor.server.live;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.FactorModel;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Items in the plane: the most popular ones at the two principal components of their directions,
 * the factors at length 1 (K. Pearson, "On lines and planes of closest fit to systems of points in
 * space", 1901), found by the power iteration with a fixed start. Near items are alike; the axes
 * mean nothing by themselves.
 *
 * <p>Cost: 100 passes over at most {@value #MOST} x F numbers, once.
 */
public final class ItemMap {

  /** Most items on a map. */
  public static final int MOST = 4000;

  private static final int ITERATIONS = 50;

  private final int[] items;
  private final double[] x;
  private final double[] y;

  private ItemMap(int[] items, double[] x, double[] y) {
    this.items = items;
    this.x = x;
    this.y = y;
  }

  static ItemMap of(FactorModel model) {
    FloatMatrix factors = model.factors().items();
    int[] items =
        IntStream.range(0, factors.rows())
            .filter(item -> model.itemCount(item) > 0)
            .boxed()
            .sorted(Comparator.comparingInt((Integer item) -> -model.itemCount(item)))
            .limit(MOST)
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] rows = directions(factors, items);
    double[] first = component(rows);
    double[] x = remove(rows, first);
    double[] second = component(rows);
    return new ItemMap(items, x, remove(rows, second));
  }

  private static double[][] directions(FloatMatrix factors, int[] items) {
    double[][] rows = new double[items.length][factors.columns()];
    double[] mean = new double[factors.columns()];
    for (int k = 0; k < rows.length; k++) {
      double sum = 0;
      for (int f = 0; f < mean.length; f++) {
        rows[k][f] = factors.get(items[k], f);
        sum += rows[k][f] * rows[k][f];
      }
      for (int f = 0; f < mean.length && sum > 0; f++) {
        rows[k][f] /= Math.sqrt(sum);
        mean[f] += rows[k][f] / rows.length;
      }
    }
    for (double[] row : rows) {
      for (int f = 0; f < mean.length; f++) {
        row[f] -= mean[f];
      }
    }
    return rows;
  }

  /** The direction in which the rows differ most. */
  private static double[] component(double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    double[] direction = new double[width];
    for (int f = 0; f < width; f++) {
      direction[f] = 1.0 / (1 + f);
    }
    for (int i = 0; i < ITERATIONS; i++) {
      double[] next = new double[width];
      for (double[] row : rows) {
        double product = product(row, direction);
        for (int f = 0; f < width; f++) {
          next[f] += product * row[f];
        }
      }
      double norm = Math.sqrt(product(next, next));
      if (!(norm > 0)) {
        return new double[width];
      }
      for (int f = 0; f < width; f++) {
        direction[f] = next[f] / norm;
      }
    }
    return direction;
  }

  /** The coordinates of the rows in a direction, which is taken out of them. */
  private static double[] remove(double[][] rows, double[] direction) {
    double[] coordinates = new double[rows.length];
    for (int k = 0; k < rows.length; k++) {
      coordinates[k] = product(rows[k], direction);
      for (int f = 0; f < direction.length; f++) {
        rows[k][f] -= coordinates[k] * direction[f];
      }
    }
    return coordinates;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }

  /** Items on the map, the most popular first. */
  public int size() {
    return items.length;
  }

  /** The item at a place of the list. */
  public int item(int place) {
    return items[place];
  }

  /** Its first coordinate, between −2 and 2. */
  public double x(int place) {
    return x[place];
  }

  /** Its second coordinate, between −2 and 2. */
  public double y(int place) {
    return y[place];
  }
}
