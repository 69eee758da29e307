package dev.sapor.cli.report;

import dev.sapor.cli.console.PrintableText;

/**
 * Markup under construction. Text from outside goes through {@link #text} only: it can neither
 * become markup nor turn the direction of writing.
 */
final class Html {

  private final StringBuilder out = new StringBuilder();

  /** Appends markup of ours. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Appends text, escaped for elements and for attributes between quotes. */
  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Appends an element without attributes around text. */
  Html element(String tag, String text) {
    return raw("<" + tag + ">").text(text).raw("</" + tag + ">\n");
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (char c : PrintableText.escape(text).toCharArray()) {
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
