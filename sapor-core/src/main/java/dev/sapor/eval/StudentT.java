package dev.sapor.eval;

/** Quantiles of Student's t distribution and of the normal, to the five digits intervals need. */
final class StudentT {

  /** Most steps of the search for a quantile of the normal; each halves its range. */
  private static final int STEPS = 60;

  /**
   * The quantile of a t distribution, by the expansion about the normal quantile z in powers of 1 /
   * degrees (Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 26.7.5).
   */
  static double quantile(double probability, int degrees) {
    double z = normalQuantile(probability);
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    double z7 = z5 * z * z;
    return z
        + (z3 + z) / (4.0 * degrees)
        + (5 * z5 + 16 * z3 + 3 * z) / (96.0 * degrees * degrees)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384.0 * degrees * degrees * degrees);
  }

  private static double normalQuantile(double probability) {
    double low = -10;
    double high = 10;
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (normalCdf(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The distribution function of the normal (Abramowitz and Stegun, 26.2.17): error 7.5e-8. */
  static double normalCdf(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double polynomial =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI) * polynomial;
    return x > 0 ? 1 - tail : tail;
  }

  private StudentT() {}
}
