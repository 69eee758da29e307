package dev.sapor.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bad rows are tolerated.
 *
 * @param allowed rows that may be rejected before the reading ends; 0 is strict
 */
public record BadRowPolicy(long allowed) {

  private static final Pattern SKIP = Pattern.compile("skip:([0-9]{1,18})");

  public BadRowPolicy {
    if (allowed < 0) {
      throw new IllegalArgumentException(
          "bad rows allowed must be 0 or more (got " + allowed + ")");
    }
  }

  /** The first bad row ends the reading. */
  public static BadRowPolicy strict() {
    return new BadRowPolicy(0);
  }

  /** So many bad rows are left out and counted; one more ends the reading. */
  public static BadRowPolicy skip(long most) {
    return new BadRowPolicy(most);
  }

  /**
   * Reads {@code strict} or {@code skip:N}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static BadRowPolicy parse(String text) {
    Matcher skip = SKIP.matcher(text);
    if (skip.matches()) {
      return skip(Long.parseLong(skip.group(1)));
    }
    if (text.equals("strict")) {
      return strict();
    }
    throw new IllegalArgumentException("bad rows: expected strict or skip:N (got '" + text + "')");
  }
}
