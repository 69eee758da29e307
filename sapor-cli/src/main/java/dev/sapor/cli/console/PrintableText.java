package dev.sapor.cli.console;

import java.util.Locale;

/**
 * Text from outside (arguments, cells of a file, ids) as it may stand in a line for people: control
 * characters, line separators and marks that turn the direction of writing become visible escapes,
 * so that an input can neither forge a line of a log nor steer a terminal.
 */
public final class PrintableText {

  private static final int MAX_LENGTH = 200;

  /** The text on one line, escaped, and cut after {@value #MAX_LENGTH} characters. */
  public static String quotable(String text) {
    String escaped = escape(text);
    if (escaped.codePointCount(0, escaped.length()) <= MAX_LENGTH) {
      return escaped;
    }
    return escaped.substring(0, escaped.offsetByCodePoints(0, MAX_LENGTH)) + "…";
  }

  /** The text on one line, escaped, whole. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(escaped, point));
    return escaped.toString();
  }

  private static void append(StringBuilder target, int point) {
    switch (point) {
      case '\n' -> target.append("\\n");
      case '\r' -> target.append("\\r");
      case '\t' -> target.append("\\t");
      default -> {
        if (isHarmless(point)) {
          target.appendCodePoint(point);
        } else {
          target.append(String.format(Locale.ROOT, point < 0x100 ? "\\x%02x" : "\\u%04x", point));
        }
      }
    }
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private PrintableText() {}
}
