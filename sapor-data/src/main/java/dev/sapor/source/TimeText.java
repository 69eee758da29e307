package dev.sapor.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads timestamps. A whole number is taken as it is, in whatever unit it counts; a decimal number
 * is rounded down. An ISO-8601 date or date-time, with {@code T} or a space in the middle, becomes
 * seconds since 1970-01-01T00:00Z, rounded down; without an offset it is UTC. Blanks around the
 * time are passed over.
 */
final class TimeText {

  // A number of more digits is no time, and reading one of a megabyte would take long.
  private static final int LONGEST = 40;

  private long value;

  /** The time that {@link #parse} has read. */
  long value() {
    return value;
  }

  /** Reads a time; returns what is wrong with it, or null. */
  @Nullable DataFault parse(byte[] bytes, int from, int to) {
    int begin = Blanks.skip(bytes, from, to);
    int end = Blanks.endOf(bytes, begin, to);
    if (begin == end) {
      return DataFault.EMPTY_VALUE;
    }
    if (readWhole(bytes, begin, end)) {
      return null;
    }
    if (end - begin > LONGEST) {
      return DataFault.BAD_TIMESTAMP;
    }
    String text = new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
    boolean read = DecimalText.isDecimal(bytes, begin, end) ? readDecimal(text) : readIsoDate(text);
    return read ? null : DataFault.BAD_TIMESTAMP;
  }

  private boolean readWhole(byte[] bytes, int begin, int end) {
    boolean negative = bytes[begin] == '-';
    int from = negative ? begin + 1 : begin;
    // 18 digits cannot overflow.
    if (from == end || end - from > 18) {
      return false;
    }
    long number = 0;
    for (int at = from; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      number = 10 * number + digit;
    }
    value = negative ? -number : number;
    return true;
  }

  private boolean readDecimal(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      // 1e999999999 must not be written out.
      if (number.precision() - number.scale() > 19 || number.scale() > 1000) {
        return false;
      }
      value = number.setScale(0, RoundingMode.FLOOR).longValueExact();
      return true;
    } catch (ArithmeticException | NumberFormatException _) {
      return false;
    }
  }

  private boolean readIsoDate(String text) {
    try {
      value = epochSeconds(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static long epochSeconds(String text) {
    if (text.length() <= 10) {
      return LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }
    String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    boolean hasOffset = iso.endsWith("Z") || iso.indexOf('+', 11) > 0 || iso.indexOf('-', 11) > 0;
    return hasOffset
        ? OffsetDateTime.parse(iso).toEpochSecond()
        : LocalDateTime.parse(iso).toEpochSecond(ZoneOffset.UTC);
  }
}
