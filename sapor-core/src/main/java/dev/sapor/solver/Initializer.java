package dev.sapor.solver;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;

/**
 * Random start of a factor matrix: independent normal draws of mean 0 and standard deviation σ /
 * √F, so that the variance of an estimate does not depend on the number of factors F. Each row has
 * a random stream of its own, so the draws of a row do not depend on the other rows.
 *
 * @param scale σ, greater than 0
 * @param seed seed of the streams
 */
public record Initializer(double scale, long seed) {

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
              values[f] = (float) (deviation * random.nextGaussian());
            }
            matrix.setRow(row, values);
          }
        });
    return matrix;
  }
}
