package dev.sapor.model.npy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an array file: magic, version, length, then the text of a Python dictionary with
 * type, order and shape, padded with spaces to a multiple of 64 bytes and ended by a line feed
 * (NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays").
 *
 * @param type as numpy names it, {@code <f4} or {@code <f8}
 * @param rows length of the first dimension
 * @param columns length of the second dimension; empty where there is only one
 */
record NpyHeader(String type, long rows, OptionalInt columns) {

  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final int ALIGNMENT = 64;
  private static final int PREFIX_BYTES = 10;
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([^()]*\\))\\s*");
  private static final Pattern SHAPE =
      Pattern.compile("\\(\\s*(\\d{1,18})\\s*,\\s*(?:(\\d{1,9})\\s*,?\\s*)?\\)");

  /** A matrix of 32-bit floats, row by row. */
  static NpyHeader matrix(int rows, int columns) {
    return new NpyHeader("<f4", rows, OptionalInt.of(columns));
  }

  /** A vector of 32-bit floats. */
  static NpyHeader vector(int length) {
    return new NpyHeader("<f4", length, OptionalInt.empty());
  }

  int elementBytes() {
    return type.equals("<f8") ? Double.BYTES : Float.BYTES;
  }

  byte[] encode() {
    String shape =
        columns.isPresent() ? "(%s, %s)".formatted(rows, columns.getAsInt()) : "(" + rows + ",)";
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    int bytes = Math.ceilDiv(PREFIX_BYTES + dictionary.length() + 1, ALIGNMENT) * ALIGNMENT;
    int length = bytes - PREFIX_BYTES;
    StringBuilder header = new StringBuilder(dictionary);
    header.repeat(' ', length - dictionary.length() - 1).append('\n');
    byte[] encoded = new byte[bytes];
    System.arraycopy(MAGIC, 0, encoded, 0, MAGIC.length);
    encoded[6] = 1;
    encoded[8] = (byte) length;
    encoded[9] = (byte) (length >>> 8);
    System.arraycopy(
        header.toString().getBytes(StandardCharsets.US_ASCII), 0, encoded, PREFIX_BYTES, length);
    return encoded;
  }

  /**
   * Reads the dictionary.
   *
   * @throws IllegalArgumentException if it says something that cannot be read here
   */
  static NpyHeader parse(String text) {
    Map<String, String> entries = entries(text.strip());
    String type = entries.getOrDefault("descr", "");
    if (!type.equals("'<f4'") && !type.equals("'<f8'")) {
      throw new IllegalArgumentException(
          "expected little-endian floats of 32 or 64 bits, '<f4' or '<f8' (got %s)"
              .formatted(type));
    }
    if (!"False".equals(entries.get("fortran_order"))) {
      throw new IllegalArgumentException("expected C order (fortran_order False)");
    }
    Matcher shape = SHAPE.matcher(entries.getOrDefault("shape", ""));
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "expected one or two dimensions (got %s)".formatted(entries.get("shape")));
    }
    OptionalInt columns =
        shape.group(2) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(shape.group(2)));
    return new NpyHeader(type.substring(1, 4), Long.parseLong(shape.group(1)), columns);
  }

  private static Map<String, String> entries(String text) {
    boolean braces = text.length() > 1 && text.startsWith("{") && text.endsWith("}");
    Matcher entry = ENTRY.matcher(text);
    Map<String, String> entries = new HashMap<>();
    int at = 1;
    while (braces && at < text.length() - 1 && entry.region(at, text.length() - 1).lookingAt()) {
      String previous = entries.put(entry.group(1), entry.group(2));
      at = entry.end();
      boolean comma = at < text.length() - 1 && text.charAt(at) == ',';
      if (previous != null || !(comma || at == text.length() - 1)) {
        break;
      }
      at += comma ? 1 : 0;
    }
    if (!braces || entries.size() != 3 || !text.substring(at, text.length() - 1).isBlank()) {
      throw new IllegalArgumentException(
          "the header is not a dictionary of descr, fortran_order and shape");
    }
    return entries;
  }
}
