package dev.sapor.model.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads an array file from front to back. Its length is checked before anything is allocated. */
final class NpyReader implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 20;
  private static final int MAX_HEADER_BYTES = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private final NpyHeader header;

  NpyReader(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      header = readHeader();
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private NpyHeader readHeader() throws IOException {
    byte[] prefix = bytes(NpyHeader.MAGIC.length + 2);
    if (!Arrays.equals(Arrays.copyOf(prefix, NpyHeader.MAGIC.length), NpyHeader.MAGIC)) {
      throw new NpyException(file, "not a numpy array file");
    }
    int major = prefix[NpyHeader.MAGIC.length];
    if (major < 1 || major > 3) {
      throw new NpyException(file, "version %s of the format is not known".formatted(major));
    }
    // Version 1 has 16 bits for the length of the header, 2 and 3 have 32.
    byte[] length = bytes(major == 1 ? Short.BYTES : Integer.BYTES);
    ByteBuffer number = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN);
    long headerBytes =
        major == 1
            ? Short.toUnsignedInt(number.getShort())
            : Integer.toUnsignedLong(number.getInt());
    if (headerBytes > MAX_HEADER_BYTES) {
      throw new NpyException(file, "a header of %s bytes".formatted(headerBytes));
    }
    String text = new String(bytes((int) headerBytes), StandardCharsets.UTF_8);
    NpyHeader parsed;
    try {
      parsed = NpyHeader.parse(text);
    } catch (IllegalArgumentException e) {
      throw new NpyException(file, String.valueOf(e.getMessage()));
    }
    requireLength(parsed, prefix.length + length.length + headerBytes);
    return parsed;
  }

  private void requireLength(NpyHeader parsed, long headerBytes) throws IOException {
    long columns = parsed.columns().orElse(1);
    if (parsed.rows() > Integer.MAX_VALUE || columns < 1) {
      throw new NpyException(
          file, "a shape of %s x %s cannot be factors".formatted(parsed.rows(), columns));
    }
    // Below 2^31 * 2^30 * 8: no overflow.
    long expected = headerBytes + parsed.rows() * columns * parsed.elementBytes();
    if (channel.size() != expected) {
      throw new NpyException(
          file,
          "%s x %s elements need a file of %s bytes (got %s)"
              .formatted(parsed.rows(), columns, expected, channel.size()));
    }
  }

  NpyHeader header() {
    return header;
  }

  /** The next element as a finite 32-bit float. */
  float next() throws IOException {
    need(header.elementBytes());
    double value = header.elementBytes() == Float.BYTES ? buffer.getFloat() : buffer.getDouble();
    float narrow = (float) value;
    if (!Float.isFinite(narrow)) {
      throw new NpyException(file, "a number is not finite as a 32-bit float: " + value);
    }
    return narrow;
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      need(1);
      bytes[i] = buffer.get();
    }
    return bytes;
  }

  private void need(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    while (buffer.position() < bytes) {
      if (channel.read(buffer) < 0) {
        throw new NpyException(file, "the file ends too early");
      }
    }
    buffer.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
