package dev.sapor.baseline;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;

/** What an interaction counts in the matrix users x items. */
public enum CellValues {
  /** Each counts 1, whatever its value. */
  ONES,

  /** Each counts its value, which is at most {@link #LARGEST} in magnitude. */
  VALUES;

  /** Greatest magnitude of a value, so that no sum of products overflows. */
  public static final float LARGEST = 1e9f;

  /**
   * The matrix with these values, over the same pattern.
   *
   * @throws IllegalArgumentException if a value that counts is not finite or above {@link #LARGEST}
   */
  CsrMatrix of(CsrMatrix training) {
    return switch (this) {
      case VALUES -> checked(training);
      case ONES -> training.withValues(ones(training.nonZeros()));
    };
  }

  private static FloatColumn ones(long size) {
    FloatColumn ones = FloatColumn.zeros(size);
    for (long at = 0; at < size; at++) {
      ones.set(at, 1);
    }
    return ones;
  }

  private static CsrMatrix checked(CsrMatrix training) {
    for (long at = 0; at < training.nonZeros(); at++) {
      float value = training.value(at);
      if (!(Math.abs(value) <= LARGEST)) {
        throw new IllegalArgumentException(
            "values must be between -" + LARGEST + " and " + LARGEST + " (got " + value + ")");
      }
    }
    return training;
  }
}
