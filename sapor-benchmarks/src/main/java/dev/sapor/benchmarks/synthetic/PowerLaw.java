package dev.sapor.benchmarks.synthetic;

/**
 * A shifted power law: the k-th of n has the weight (k + offset)<sup>-exponent</sup>, k = 0, 1, 2 …
 * The offset flattens the head, which real popularity and activity do as well (Zipf and
 * Mandelbrot).
 */
final class PowerLaw {

  private static final int BISECTIONS = 100;

  /** The weights, the largest first. StrictMath: the same bits on every machine. */
  static double[] weights(int n, double offset, double exponent) {
    double[] weights = new double[n];
    for (int k = 0; k < n; k++) {
      weights[k] = StrictMath.pow(k + offset, -exponent);
    }
    return weights;
  }

  /**
   * Whole numbers that are proportional to weights but for rounding and a limit, and add up to a
   * total.
   *
   * @param limit the most that one may get, but for rounding; {@code limit * weights.length} must
   *     be at least the total
   */
  static int[] shares(double[] weights, long total, int limit) {
    if (total > (long) limit * weights.length) {
      throw new IllegalArgumentException(
          "total must be at most %s times %s (got %s)".formatted(limit, weights.length, total));
    }
    double scale = scale(weights, total, limit);
    double all = sum(weights, scale, limit);
    int[] shares = new int[weights.length];
    double before = 0;
    long given = 0;
    for (int k = 0; k < shares.length; k++) {
      before += Math.min(limit, scale * weights[k]);
      // The running sum is rounded, not each share: so nothing is lost.
      long upTo = k == shares.length - 1 ? total : Math.round(total * (before / all));
      shares[k] = (int) (upTo - given);
      given = upTo;
    }
    return shares;
  }

  /** The factor with which the limited weights add up to the total. */
  private static double scale(double[] weights, long total, int limit) {
    double low = 0;
    double high = 1;
    while (sum(weights, high, limit) < total && high < Double.MAX_VALUE / 4) {
      high *= 2;
    }
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (low + high) / 2;
      if (sum(weights, middle, limit) < total) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double sum(double[] weights, double scale, int limit) {
    double sum = 0;
    for (double weight : weights) {
      sum += Math.min(limit, scale * weight);
    }
    return sum;
  }

  private PowerLaw() {}
}
