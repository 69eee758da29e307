package dev.sapor.model.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 without replacement characters: text comes back as it was, or is refused. */
final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';

  /**
   * @throws IllegalArgumentException if the text holds half of a surrogate pair
   */
  static byte[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // Half of a pair becomes '?': decoding tells, and is only tried where a surrogate is seen.
    if (text.chars().anyMatch(c -> Character.isSurrogate((char) c))
        && !new String(bytes, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException(
          "a text holds half of a surrogate pair and cannot be written as UTF-8: '%s'"
              .formatted(new String(bytes, StandardCharsets.UTF_8)));
    }
    return bytes;
  }

  static String decode(byte[] bytes, int length) throws CharacterCodingException {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // Either the text holds this very character or the bytes are not UTF-8: the decoder decides.
    CharBuffer strict =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
    return strict.toString();
  }

  private Utf8() {}
}
