package dev.sapor.source;

/**
 * Strict validation of UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF (the Unicode
 * Standard, table 3-7).
 */
final class Utf8 {

  /** The position of the first byte that cannot be UTF-8, or {@code end} if all is well. */
  static int firstInvalid(byte[] bytes, int begin, int end) {
    int at = begin;
    while (at < end) {
      int first = bytes[at] & 0xFF;
      if (first < 0x80) {
        at++;
        continue;
      }
      int more = continuations(first);
      if (more == 0 || at + more >= end || !secondFits(first, bytes[at + 1] & 0xFF)) {
        return at;
      }
      for (int i = 2; i <= more; i++) {
        if ((bytes[at + i] & 0xC0) != 0x80) {
          return at;
        }
      }
      at += more + 1;
    }
    return end;
  }

  /** Bytes that follow the first byte of a character; 0 if no character begins so. */
  private static int continuations(int first) {
    if (first >= 0xC2 && first <= 0xDF) {
      return 1;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      return 2;
    }
    return first >= 0xF0 && first <= 0xF4 ? 3 : 0;
  }

  private static boolean secondFits(int first, int second) {
    int lowest =
        switch (first) {
          case 0xE0 -> 0xA0;
          case 0xF0 -> 0x90;
          default -> 0x80;
        };
    int highest =
        switch (first) {
          case 0xED -> 0x9F;
          case 0xF4 -> 0x8F;
          default -> 0xBF;
        };
    return second >= lowest && second <= highest;
  }

  private Utf8() {}
}
