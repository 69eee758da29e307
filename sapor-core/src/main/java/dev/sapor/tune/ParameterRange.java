package dev.sapor.tune;

import dev.sapor.linalg.RandomStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the value of a parameter may lie. Values are drawn as texts of three digits, so that a
 * printed value is exactly the one that was tried.
 *
 * @param kind how values are spread
 * @param low least value, for numbers
 * @param high greatest value, for numbers; not below {@code low}
 * @param choices the values of a choice, at least one; empty for numbers
 */
public record ParameterRange(Kind kind, double low, double high, List<String> choices) {

  /** How values are spread. */
  public enum Kind {
    /** Every number of the range alike. */
    LINEAR,
    /** Every order of magnitude alike; both ends above 0. */
    LOG,
    /** Whole numbers alike. */
    INTEGER,
    /** Listed values alike. */
    CHOICE
  }

  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final Pattern SPAN =
      Pattern.compile("([^:]+?)\\.\\.([^:]+?)(?::(log|int|linear))?");

  /**
   * @throws IllegalArgumentException if the ends or choices do not fit the kind
   */
  public ParameterRange {
    choices = List.copyOf(choices);
    if (kind == Kind.CHOICE) {
      if (choices.isEmpty() || choices.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("a choice needs values (got " + choices + ")");
      }
    } else if (!choices.isEmpty()
        || !(low <= high)
        || Double.isInfinite(low)
        || Double.isInfinite(high)) {
      throw new IllegalArgumentException("not a range: " + low + ".." + high);
    }
    if (kind == Kind.LOG && !(low > 0)) {
      throw new IllegalArgumentException("a log range begins above 0 (got " + low + ")");
    }
    if (kind == Kind.INTEGER && (low != Math.rint(low) || high != Math.rint(high))) {
      throw new IllegalArgumentException("not whole numbers: " + low + ".." + high);
    }
  }

  /**
   * Reads {@code 0.001..1:log}, {@code 0..10}, {@code 8..64:int} or a choice such as {@code
   * 8|16|32}; a single value is a choice of one.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static ParameterRange parse(String text) {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      return new ParameterRange(Kind.CHOICE, 0, 0, List.of(text.split("\\|", -1)));
    }
    Kind kind =
        switch (String.valueOf(span.group(3))) {
          case "log" -> Kind.LOG;
          case "int" -> Kind.INTEGER;
          default -> Kind.LINEAR;
        };
    return new ParameterRange(kind, number(span.group(1)), number(span.group(2)), List.of());
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: '" + text + "'", e);
    }
  }

  /** Draws a value, as the text that an option takes. */
  String draw(RandomStream random) {
    return switch (kind) {
      case LINEAR -> text(low + (high - low) * random.nextDouble());
      case LOG -> {
        double from = StrictMath.log(low);
        yield text(StrictMath.exp(from + (StrictMath.log(high) - from) * random.nextDouble()));
      }
      case INTEGER -> {
        double width = high - low + 1;
        yield Long.toString((long) (low + Math.floor(width * random.nextDouble())));
      }
      case CHOICE -> choices.get(random.nextInt(choices.size()));
    };
  }

  /** Rounded to three digits, and back into the range where that led out of it. */
  private String text(double value) {
    double rounded = new BigDecimal(value).round(THREE_DIGITS).doubleValue();
    return number(Math.clamp(rounded, low, high));
  }

  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return switch (kind) {
      case LINEAR -> number(low) + ".." + number(high);
      case LOG -> number(low) + ".." + number(high) + ":log";
      case INTEGER -> number(low) + ".." + number(high) + ":int";
      case CHOICE -> String.join("|", choices);
    };
  }
}
