package dev.sapor.solver;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.Factors;

/**
 * Random start of a factor matrix: independent draws scaled by σ / √F, so that an estimate does not
 * depend on the number of factors F. Each row has a random stream of its own, so the draws of a row
 * do not depend on the other rows.
 *
 * @param draw distribution of the draws
 * @param scale σ, greater than 0
 * @param seed seed of the streams
 */
public record Initializer(Draw draw, double scale, long seed) {

  /** Distributions of a single draw. */
  public enum Draw {
    /** Normal, of mean 0 and standard deviation 1. */
    NORMAL,
    /** Uniform between 0 and 1. */
    POSITIVE
  }

  private static final int GRAIN = 1024;

  /**
   * @throws IllegalArgumentException if the scale is not positive and finite
   */
  public Initializer {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "the initial scale must be a positive number (got " + scale + ")");
    }
  }

  /** Normal draws. */
  public Initializer(double scale, long seed) {
    this(Draw.NORMAL, scale, seed);
  }

  /**
   * Draws a matrix.
   *
   * @param side name of the side, such as {@code "user factors"}: it names the random streams
   */
  public FloatMatrix draw(String side, int rows, int factors, Parallel parallel) {
    FloatMatrix matrix = FloatMatrix.zeros(rows, factors);
    double deviation = scale / Math.sqrt(factors);
    parallel.ranges(
        rows,
        GRAIN,
        (from, to) -> {
          float[] values = new float[factors];
          for (int row = from; row < to; row++) {
            RandomStream random = RandomStream.of(seed, side, row);
            for (int f = 0; f < factors; f++) {
              double value =
                  switch (draw) {
                    case NORMAL -> random.nextGaussian();
                    case POSITIVE -> random.nextDouble();
                  };
              values[f] = (float) (deviation * value);
            }
            matrix.setRow(row, values);
          }
        });
    return matrix;
  }

  /**
   * Draws both sides for a model of these interactions; users and items without any stay zero.
   *
   * @param biased whether the mean of the values becomes the global mean; otherwise that is 0
   */
  public Factors drawSeen(Interactions train, int factors, boolean biased, Parallel parallel) {
    FloatMatrix users = draw("user factors", train.users().size(), factors, parallel);
    FloatMatrix items = draw("item factors", train.items().size(), factors, parallel);
    clearUnseen(users, train.userCounts());
    clearUnseen(items, train.itemCounts());
    return new Factors(
        users,
        items,
        biased ? (float) train.meanValue() : 0,
        new float[users.rows()],
        new float[items.rows()]);
  }

  /**
   * Sets the rows without interactions to zero: nothing would ever move them from their start.
   *
   * @param counts number of interactions of each row
   */
  public static void clearUnseen(FloatMatrix factors, int[] counts) {
    float[] zeros = new float[factors.columns()];
    for (int row = 0; row < factors.rows(); row++) {
      if (counts[row] == 0) {
        factors.setRow(row, zeros);
      }
    }
  }
}
