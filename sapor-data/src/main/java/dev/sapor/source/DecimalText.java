package dev.sapor.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads ratings: {@code [+-] digits [. digits] [e [+-] digits]}, where either the digits before or
 * those behind the point may be missing. The result is the float32 that is nearest to the decimal.
 * There are no other forms: no hexadecimal, no {@code f} or {@code d} at the end, no decimal comma,
 * no spaces within, whatever the locale. Blanks around the number are passed over.
 */
final class DecimalText {

  // Up to 2^24 a float holds every integer, up to 10^10 every power of ten: one division of the two
  // rounds once and is therefore exact to the last bit (Clinger 1990, "How to read floating point
  // numbers accurately", section 5).
  private static final int EXACT_INTEGER = 1 << 24;
  private static final float[] POWERS = {
    1f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f
  };

  private float value;

  /** The number that {@link #parse} has read. */
  float value() {
    return value;
  }

  /** Reads a number; returns what is wrong with it, or null. */
  @Nullable DataFault parse(byte[] bytes, int from, int to) {
    int begin = Blanks.skip(bytes, from, to);
    int end = Blanks.endOf(bytes, begin, to);
    if (begin == end) {
      return DataFault.EMPTY_VALUE;
    }
    if (readPlain(bytes, begin, end)) {
      return null;
    }
    if (!isDecimal(bytes, begin, end)) {
      return isNotFinite(bytes, begin, end) ? DataFault.NOT_FINITE : DataFault.BAD_NUMBER;
    }
    value = Float.parseFloat(new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1));
    return Float.isFinite(value) ? null : DataFault.NOT_FINITE;
  }

  /** The usual case, a few digits; false if it takes more than that. */
  private boolean readPlain(byte[] bytes, int begin, int end) {
    boolean negative = bytes[begin] == '-';
    int digits = 0;
    int fraction = -1;
    int number = 0;
    for (int at = negative ? begin + 1 : begin; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        number = 10 * number + digit;
        digits++;
        fraction += fraction >= 0 ? 1 : 0;
        if (number > EXACT_INTEGER) {
          return false;
        }
      } else if (bytes[at] == '.' && fraction < 0) {
        fraction = 0;
      } else {
        return false;
      }
    }
    if (digits == 0 || fraction >= POWERS.length) {
      return false;
    }
    float magnitude = fraction > 0 ? number / POWERS[fraction] : number;
    value = negative ? -magnitude : magnitude;
    return true;
  }

  /** Whether bytes have the form of a decimal number. */
  static boolean isDecimal(byte[] bytes, int begin, int end) {
    int at = begin;
    if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    int whole = at;
    at = digits(bytes, at, end);
    int count = at - whole;
    if (at < end && bytes[at] == '.') {
      int point = ++at;
      at = digits(bytes, at, end);
      count += at - point;
    }
    if (count == 0) {
      return false;
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
        at++;
      }
      int exponent = at;
      at = digits(bytes, at, end);
      return at == end && at > exponent;
    }
    return at == end;
  }

  private static int digits(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  /** Whether it spells NaN or an infinity in one of the usual ways. */
  static boolean isNotFinite(byte[] bytes, int begin, int end) {
    int from = begin < end && (bytes[begin] == '-' || bytes[begin] == '+') ? begin + 1 : begin;
    return switch (new String(bytes, from, Math.min(end - from, 9), StandardCharsets.ISO_8859_1)) {
      case "NaN", "nan", "NAN", "inf", "Inf", "INF", "Infinity", "infinity", "INFINITY" -> true;
      default -> false;
    };
  }
}
