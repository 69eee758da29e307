package dev.sapor.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoded text (RFC 3986, section 2.1), whose bytes are UTF-8. */
final class PercentCoding {

  /**
   * Decodes a segment of a path or a part of a query.
   *
   * @param plusIsSpace whether a plus is a space, as forms have it
   * @throws ProblemException if a percent sign is not followed by two hex digits, or the bytes are
   *     not UTF-8
   */
  static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0) && isAscii(text)) {
      return text;
    }
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
        int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw ProblemException.badRequest("a percent sign is not followed by two hex digits");
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else {
        bytes.put(plusIsSpace && raw[i] == '+' ? (byte) ' ' : raw[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.badRequest("percent-encoded bytes are not UTF-8");
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private PercentCoding() {}
}
