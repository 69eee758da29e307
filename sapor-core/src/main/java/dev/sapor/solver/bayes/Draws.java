package dev.sapor.solver.bayes;

import dev.sapor.linalg.RandomStream;

/** Draws from the distributions that a Gibbs sampler needs. */
final class Draws {

  /**
   * A draw from a gamma distribution (Marsaglia and Tsang, "A simple method for generating gamma
   * variables", ACM TOMS 26(3), 2000).
   *
   * @param shape at least 1
   * @param rate above 0
   */
  static double gamma(RandomStream random, double shape, double rate) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double t = 1 + c * x;
      if (t <= 0) {
        continue;
      }
      double v = t * t * t;
      // 1 - nextDouble() is never 0.
      double logU = StrictMath.log(1 - random.nextDouble());
      if (logU < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v / rate;
      }
    }
  }

  /** A draw from a normal distribution of given mean and precision. */
  static double normal(RandomStream random, double mean, double precision) {
    return mean + random.nextGaussian() / Math.sqrt(precision);
  }

  private Draws() {}
}
