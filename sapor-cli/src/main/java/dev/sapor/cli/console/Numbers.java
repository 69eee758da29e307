package dev.sapor.cli.console;

import java.util.Locale;

/** Numbers as text, the same in every locale. */
public final class Numbers {

  /** A whole number with commas: {@code 1,000,209}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A number with a fixed number of decimals; what rounds to zero has no sign. */
  public static String decimals(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /** An error or a metric: four decimals. */
  public static String metric(double value) {
    return decimals(value, 4);
  }

  /** A duration: {@code 0.34 s}, {@code 12.3 s}, {@code 2 min 05 s}. */
  public static String seconds(double seconds) {
    if (seconds < 10) {
      return decimals(seconds, 2) + " s";
    }
    if (seconds < 60) {
      return decimals(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
  }

  /** An amount of memory in binary units: {@code 512 B}, {@code 1.5 GiB}. */
  public static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return decimals(value, unit == 0 ? 0 : 1) + " " + units[unit];
  }

  /** A number of things: {@code 1 rating}, {@code 2,000 ratings}. */
  public static String of(long count, String thing) {
    return count(count) + " " + thing + (count == 1 ? "" : "s");
  }

  private Numbers() {}
}
