package dev.sapor.eval;

/**
 * A figure of predicted ratings over n test interactions, with e = predicted − actual. It is a
 * function of sums over the interactions: n, Σ e², Σ |e|, Σ r, Σ r².
 */
public enum RatingMetric {
  /** Root mean squared error: √(Σ e² / n). */
  RMSE("rmse", "√(Σ (predicted - actual)² / n)") {
    @Override
    double of(double[] sums) {
      return Math.sqrt(sums[SQUARES] / sums[COUNT]);
    }
  },
  /** Mean absolute error: Σ |e| / n. */
  MAE("mae", "Σ |predicted - actual| / n") {
    @Override
    double of(double[] sums) {
      return sums[ABSOLUTES] / sums[COUNT];
    }
  },
  /**
   * Coefficient of determination: 1 − Σ e² / Σ (r − r̄)², with r̄ the mean of the test ratings. 1
   * is perfect, 0 is as good as r̄ for all, and it may be negative. Where all test ratings are
   * equal it is 1 if all predictions are right and 0 otherwise.
   */
  R2("r2", "1 - Σ (predicted - actual)² / Σ (actual - mean of the test ratings)²") {
    @Override
    double of(double[] sums) {
      double spread = sums[RATING_SQUARES] - sums[RATINGS] * sums[RATINGS] / sums[COUNT];
      // What is left of equal ratings after rounding is no spread to divide by.
      if (spread <= ROUNDING * sums[RATING_SQUARES]) {
        return sums[SQUARES] == 0 ? 1 : 0;
      }
      return 1 - sums[SQUARES] / spread;
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }
  };

  static final int COUNT = 0;
  static final int SQUARES = 1;
  static final int ABSOLUTES = 2;
  static final int RATINGS = 3;
  static final int RATING_SQUARES = 4;

  /** Share of a sum of squares that may be due to rounding. */
  private static final double ROUNDING = 1e-12;

  /** Number of sums. */
  static final int TERMS = 5;

  private final String key;
  private final String definition;

  RatingMetric(String key, String definition) {
    this.key = key;
    this.definition = definition;
  }

  /** Name in results, such as {@code rmse}. */
  public String key() {
    return key;
  }

  /** What it is, in a line. */
  public String definition() {
    return definition;
  }

  /** Whether more is better. */
  public boolean higherIsBetter() {
    return false;
  }

  /** The metric, by the sums. */
  abstract double of(double[] sums);
}
