package dev.sapor.prepare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which ratings count as positive feedback, such as {@code rating>=4}.
 *
 * @param comparison how a rating is compared with the bound
 * @param bound a finite number
 */
public record PositiveThreshold(Comparison comparison, float bound) {

  /** The ways to compare. */
  public enum Comparison {
    AT_LEAST(">="),
    ABOVE(">"),
    AT_MOST("<="),
    BELOW("<"),
    EQUAL("=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }
  }

  private static final Pattern FORM =
      Pattern.compile("\\s*(?:rating|value)?\\s*(>=|<=|>|<|=)\\s*(-?[0-9]+(?:\\.[0-9]+)?)\\s*");

  /**
   * @throws IllegalArgumentException if the bound is not finite
   */
  public PositiveThreshold {
    if (!Float.isFinite(bound)) {
      throw new IllegalArgumentException("the bound must be a finite number (got " + bound + ")");
    }
  }

  /**
   * Reads {@code rating>=4}, and likewise {@code >}, {@code <=}, {@code <} and {@code =}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static PositiveThreshold parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      for (Comparison comparison : Comparison.values()) {
        if (comparison.sign.equals(matcher.group(1))) {
          return new PositiveThreshold(comparison, Float.parseFloat(matcher.group(2)));
        }
      }
    }
    throw new IllegalArgumentException(
        "a threshold has the form rating>=4, with >=, >, <=, < or = (got '" + text + "')");
  }

  /** Whether a rating is positive. */
  public boolean accepts(float rating) {
    return switch (comparison) {
      case AT_LEAST -> rating >= bound;
      case ABOVE -> rating > bound;
      case AT_MOST -> rating <= bound;
      case BELOW -> rating < bound;
      case EQUAL -> rating == bound;
    };
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    String number = Float.toString(bound);
    return "rating"
        + comparison.sign
        + (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number);
  }
}
