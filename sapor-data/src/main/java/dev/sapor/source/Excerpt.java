package dev.sapor.source;

/** Input as it may be shown in a message: one short line without control characters. */
final class Excerpt {

  private static final int CELL = 60;
  private static final int LINE = 300;

  /** A cell or a name. */
  static String of(String text) {
    return first(text, CELL);
  }

  /** A message of another program. */
  static String line(String text) {
    return first(text, LINE);
  }

  private static String first(String text, int most) {
    StringBuilder shown = new StringBuilder();
    int end = Math.min(text.length(), most);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    text.substring(0, end).codePoints().forEach(c -> append(shown, c));
    return end < text.length() ? shown.append("...").toString() : shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          shown.append(
              switch (c) {
                case '\t' -> "\\t";
                case '\n' -> "\\n";
                case '\r' -> "\\r";
                default -> "\\u%04x".formatted(c);
              });
      default -> shown.appendCodePoint(c);
    }
  }

  private Excerpt() {}
}
