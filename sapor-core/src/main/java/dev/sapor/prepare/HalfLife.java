package dev.sapor.prepare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The age at which an interaction weighs half of what it weighs when it is new.
 *
 * @param seconds at least 1
 */
public record HalfLife(long seconds) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhdw])");
  private static final String UNITS = "smhdw";
  private static final long[] UNIT_SECONDS = {1, 60, 3_600, 86_400, 604_800};

  /**
   * @throws IllegalArgumentException if it is not positive
   */
  public HalfLife {
    if (seconds < 1) {
      throw new IllegalArgumentException(
          "a half-life must be at least 1 second (got " + seconds + ")");
    }
  }

  /**
   * Reads a whole number with a unit: {@code 90d}; s, m, h, d and w are seconds, minutes, hours,
   * days and weeks.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static HalfLife parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a half-life is a whole number with s, m, h, d or w, such as 90d (got '" + text + "')");
    }
    long unit = UNIT_SECONDS[UNITS.indexOf(matcher.group(2))];
    return new HalfLife(unit * Long.parseLong(matcher.group(1)));
  }

  /** The form that {@link #parse} reads, in days or a smaller unit. */
  @Override
  public String toString() {
    int unit = UNITS.indexOf('d');
    while (seconds % UNIT_SECONDS[unit] != 0) {
      unit--;
    }
    return seconds / UNIT_SECONDS[unit] + UNITS.substring(unit, unit + 1);
  }
}
