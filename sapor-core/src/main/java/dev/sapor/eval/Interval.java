package dev.sapor.eval;

/**
 * An interval of confidence.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

  /** Whether a value lies in it, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
