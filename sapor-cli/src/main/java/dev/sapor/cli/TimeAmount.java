package dev.sapor.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them. */
final class TimeAmount {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smh])");

  /**
   * Reads {@code 90s}, {@code 10m} or {@code 2h}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a time is a whole number with s, m or h, such as 10m (got '" + text + "')");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private TimeAmount() {}
}
