package dev.sapor.source;

/**
 * Spaces and tabs around numbers and times mean nothing, and files do have them. Those of ids do
 * mean something: ids are never trimmed.
 */
final class Blanks {

  /** Position of the first byte that is not blank, or {@code end}. */
  static int skip(byte[] bytes, int begin, int end) {
    int at = begin;
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** Position after the last byte that is not blank, or {@code begin}. */
  static int endOf(byte[] bytes, int begin, int end) {
    int at = end;
    while (at > begin && isBlank(bytes[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private Blanks() {}
}
