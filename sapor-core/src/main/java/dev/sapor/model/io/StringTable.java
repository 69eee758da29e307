package dev.sapor.model.io;

import dev.sapor.linalg.LongColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Many texts: {@code u64 count, u64 bytes of text}, 48 zero bytes, {@code count + 1} offsets into
 * the text ({@code u64}; the first is 0, the last the number of bytes), then the text as UTF-8.
 */
final class StringTable implements SectionContent {

  private static final int RESERVED_BYTES = 48;

  private final int count;
  private final IntFunction<String> texts;
  private final int[] lengths;
  private final long textBytes;

  StringTable(int count, IntFunction<String> texts) {
    this.count = count;
    this.texts = texts;
    this.lengths = new int[count];
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      lengths[i] = Utf8.encode(texts.apply(i)).length;
      bytes += lengths[i];
    }
    this.textBytes = bytes;
  }

  @Override
  public void writeTo(SectionOutput out) throws IOException {
    out.writeLong(count);
    out.writeLong(textBytes);
    out.writeZeros(RESERVED_BYTES);
    long offset = 0;
    out.writeLong(offset);
    for (int length : lengths) {
      offset += length;
      out.writeLong(offset);
    }
    for (int i = 0; i < count; i++) {
      out.writeBytes(Utf8.encode(texts.apply(i)));
    }
  }

  /**
   * Reads a table that fills the rest of the section.
   *
   * @return the number of texts
   */
  static int read(SectionInput in, Consumer<String> target) throws IOException {
    return read(in, false, target);
  }

  /** Reads a table of ids: none empty, each greater than the one before in the order of bytes. */
  static int readIds(SectionInput in, Consumer<String> target) throws IOException {
    return read(in, true, target);
  }

  private static int read(SectionInput in, boolean ids, Consumer<String> target)
      throws IOException {
    LongColumn offsets = readOffsets(in);
    int count = (int) (offsets.size() - 1);
    byte[] text = new byte[64];
    byte[] previous = new byte[64];
    int previousLength = 0;
    for (int i = 0; i < count; i++) {
      int length = (int) (offsets.get(i + 1) - offsets.get(i));
      text = length <= text.length ? text : new byte[Math.max(length, 2 * text.length)];
      in.readBytes(text, length);
      if (ids && Arrays.compareUnsigned(text, 0, length, previous, 0, previousLength) <= 0) {
        throw in.corrupt("id %s is not greater than the one before".formatted(i));
      }
      target.accept(in.text(text, length));
      byte[] swap = previous;
      previous = text;
      previousLength = length;
      text = swap;
    }
    return count;
  }

  private static LongColumn readOffsets(SectionInput in) throws IOException {
    long count = in.readLong();
    long textBytes = in.readLong();
    in.readZeros(RESERVED_BYTES);
    long room = in.remaining() / Long.BYTES;
    boolean possible = count >= 0 && count < room && count < Integer.MAX_VALUE;
    if (!possible || textBytes != in.remaining() - (count + 1) * Long.BYTES) {
      throw in.corrupt(
          "%s texts of %s bytes do not fit the section"
              .formatted(Long.toUnsignedString(count), Long.toUnsignedString(textBytes)));
    }
    LongColumn offsets = LongColumn.zeros(count + 1);
    long previous = 0;
    for (long i = 0; i <= count; i++) {
      long offset = in.readLong();
      boolean expected = i == 0 ? offset == 0 : i < count || offset == textBytes;
      if (!expected || offset < previous || offset > textBytes || offset - previous > MAX_BYTES) {
        throw in.corrupt("the offsets of the texts are not in order");
      }
      offsets.set(i, offset);
      previous = offset;
    }
    return offsets;
  }

  /** One text must fit into an array. */
  private static final int MAX_BYTES = Integer.MAX_VALUE / 2;
}
