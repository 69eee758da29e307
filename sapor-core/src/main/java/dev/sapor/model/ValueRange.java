package dev.sapor.model;

/**
 * The range of training values, to which predictions are clipped where that is asked for.
 *
 * @param min smallest value
 * @param max greatest value, not below {@code min}
 */
public record ValueRange(float min, float max) {

  /**
   * @throws IllegalArgumentException if the range is empty or not finite
   */
  public ValueRange {
    if (!(min <= max) || !Float.isFinite(min) || !Float.isFinite(max)) {
      throw new IllegalArgumentException("not a range: " + min + " .. " + max);
    }
  }

  /** The nearest value within the range. */
  public float clip(float value) {
    return Math.clamp(value, min, max);
  }
}
