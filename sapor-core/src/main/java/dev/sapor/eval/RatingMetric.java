package dev.sapor.eval;

/** An error of predicted ratings over n test interactions, with e = predicted − actual. */
public enum RatingMetric {
  /** Root mean squared error: √(Σ e² / n). */
  RMSE("rmse") {
    @Override
    double term(double error) {
      return error * error;
    }

    @Override
    double result(double meanTerm) {
      return Math.sqrt(meanTerm);
    }
  },
  /** Mean absolute error: Σ |e| / n. */
  MAE("mae") {
    @Override
    double term(double error) {
      return Math.abs(error);
    }

    @Override
    double result(double meanTerm) {
      return meanTerm;
    }
  };

  private final String key;

  RatingMetric(String key) {
    this.key = key;
  }

  /** Name in results, such as {@code rmse}. */
  public String key() {
    return key;
  }

  /** What one interaction adds to the sum. */
  abstract double term(double error);

  /** The metric, by the mean of the terms. */
  abstract double result(double meanTerm);
}
