package dev.sapor.objective;

import java.util.Arrays;
import java.util.Objects;

/**
 * How much an interaction counts by its value r, beside the weight α0 that every pair has.
 *
 * <p>Hu, Koren and Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008,
 * section 4, has the linear and the logarithmic form.
 *
 * @param kind the form
 * @param scale a positive factor
 * @param unit for {@link Kind#LOG} the value, above 0, from which on the weight grows slower
 * @param shift what is added, finite; with a negative one weights may be below 0
 */
public record Confidence(Kind kind, double scale, double unit, double shift) {

  /** Values below this, where they are whole, are weighed once. */
  private static final int TABLE = 1024;

  /** The form of a confidence. */
  public enum Kind {
    /** {@code scale + shift}, whatever the value. */
    CONSTANT,

    /** {@code scale · r + shift}. */
    LINEAR,

    /** {@code scale · ln(1 + r / unit) + shift}. */
    LOG
  }

  /** Every interaction with the same weight 1. */
  public static final Confidence ONES = new Confidence(Kind.CONSTANT, 1, 1, 0);

  /** The value as it is. */
  public static final Confidence VALUES = new Confidence(Kind.LINEAR, 1, 1, 0);

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Confidence {
    Objects.requireNonNull(kind);
    positive("scale", scale);
    positive("unit", unit);
    if (!Double.isFinite(shift)) {
      throw new IllegalArgumentException("confidence shift must be finite (got " + shift + ")");
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "confidence " + name + " must be a positive number (got " + value + ")");
    }
  }

  public Confidence withKind(Kind newKind) {
    return new Confidence(newKind, scale, unit, shift);
  }

  public Confidence withScale(double newScale) {
    return new Confidence(kind, newScale, unit, shift);
  }

  public Confidence withUnit(double newUnit) {
    return new Confidence(kind, scale, newUnit, shift);
  }

  /** The weight of a value of at least 0. */
  public float of(float value) {
    return (float)
        (switch (kind) {
              case CONSTANT -> scale;
              case LINEAR -> scale * value;
              case LOG -> scale * StrictMath.log1p(value / unit);
            }
            + shift);
  }

  /** The same for many values, which are often small whole numbers. */
  Weights weights() {
    return new Weights(this);
  }

  /** Weights of whole values that are computed once. */
  static final class Weights {
    private final Confidence confidence;
    private final float[] small;

    Weights(Confidence confidence) {
      this.confidence = confidence;
      small = new float[confidence.kind == Kind.LOG ? TABLE : 0];
      for (int value = 0; value < small.length; value++) {
        small[value] = confidence.of(value);
      }
    }

    /** The weights of the magnitudes of values. */
    void of(float[] values, int count, float[] weights) {
      switch (confidence.kind) {
        case CONSTANT -> Arrays.fill(weights, 0, count, confidence.of(1));
        case LINEAR -> {
          for (int k = 0; k < count; k++) {
            weights[k] = (float) (confidence.scale * Math.abs(values[k]) + confidence.shift);
          }
        }
        case LOG -> {
          for (int k = 0; k < count; k++) {
            weights[k] = of(Math.abs(values[k]));
          }
        }
      }
    }

    float of(float value) {
      int whole = (int) value;
      return whole < small.length && whole == value ? small[whole] : confidence.of(value);
    }
  }
}
