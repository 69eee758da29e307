package dev.sapor.source;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Reads a time that a person gives as those of data are read. */
public final class Timestamps {

  /**
   * The time that a text means: a number as it is, rounded down; an ISO-8601 date or date-time in
   * seconds since 1970-01-01T00:00Z. Empty if it is neither.
   */
  public static OptionalLong parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TimeText time = new TimeText();
    return time.parse(bytes, 0, bytes.length) == null
        ? OptionalLong.of(time.value())
        : OptionalLong.empty();
  }

  /** Whether a text is a number, in whatever unit: of the texts that {@link #parse} reads. */
  public static boolean isNumber(String text) {
    byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
    return DecimalText.isDecimal(bytes, 0, bytes.length);
  }

  private Timestamps() {}
}
