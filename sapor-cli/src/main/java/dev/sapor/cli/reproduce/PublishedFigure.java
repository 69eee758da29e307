package dev.sapor.cli.reproduce;

/**
 * A figure of a published table and where ours must lie to agree with it.
 *
 * @param metric its key, such as {@code hr@10}
 * @param value as published
 * @param low least that ours may be
 * @param high most that ours may be
 */
public record PublishedFigure(String metric, double value, double low, double high) {

  /**
   * @throws IllegalArgumentException if the band does not hold the figure itself
   */
  public PublishedFigure {
    if (!(low <= value && value <= high)) {
      throw new IllegalArgumentException(
          metric + ": the band " + low + " to " + high + " must contain " + value);
    }
  }

  /** Ours may differ by so much either way. */
  static PublishedFigure within(String metric, double value, double margin) {
    return new PublishedFigure(metric, value, value - margin, value + margin);
  }

  /** Ours may not be below a bound; a metric of which 1 is the best. */
  static PublishedFigure atLeast(String metric, double value, double low) {
    return new PublishedFigure(metric, value, low, 1);
  }

  /** Ours may not be above what was published; a metric of errors. */
  static PublishedFigure atMost(String metric, double value, double low) {
    return new PublishedFigure(metric, value, low, value);
  }

  /** Whether ours agrees. */
  public boolean allows(double ours) {
    return low <= ours && ours <= high;
  }
}
