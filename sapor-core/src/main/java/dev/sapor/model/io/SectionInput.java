package dev.sapor.model.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads one section from front to back in one pass: the bytes go through the checksum as they
 * arrive, while they are in the processor's cache, and are then handed out. What was handed out is
 * to be trusted only when {@link #finish()} has returned; until then it is only certain that
 * nothing larger than the section was asked for.
 */
final class SectionInput implements RecordReader {

  private final SeekableByteChannel channel;
  private final Path file;
  private final SectionInfo section;
  private final ByteBuffer chunk;
  private final MemorySegment memory;
  private final CRC32C checksum = new CRC32C();
  // Bytes of the payload not yet handed out, and of payload and padding not yet in the chunk.
  private long remaining;
  private long unread;

  /**
   * @param buffer room for a chunk, of at least 64 bytes
   */
  SectionInput(SeekableByteChannel channel, Path file, SectionInfo section, MemorySegment buffer) {
    this.channel = channel;
    this.file = file;
    this.section = section;
    this.memory = buffer;
    this.chunk = buffer.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).limit(0);
    this.remaining = section.length();
    this.unread = section.paddedLength();
  }

  /** Bytes of the payload that have not been handed out. */
  long remaining() {
    return remaining;
  }

  @Override
  public int readInt() throws IOException {
    need(Integer.BYTES);
    return chunk.getInt();
  }

  @Override
  public long readLong() throws IOException {
    need(Long.BYTES);
    return chunk.getLong();
  }

  @Override
  public float readFloat() throws IOException {
    need(Float.BYTES);
    return chunk.getFloat();
  }

  @Override
  public double readDouble() throws IOException {
    need(Double.BYTES);
    return chunk.getDouble();
  }

  @Override
  public int readCount(int bytesEach) throws IOException {
    int count = readInt();
    if (count < 0 || count > remaining / bytesEach) {
      throw corrupt("a count of %s does not fit".formatted(Integer.toUnsignedString(count)));
    }
    return count;
  }

  @Override
  public String readString() throws IOException {
    byte[] bytes = new byte[readCount(1)];
    readBytes(bytes, bytes.length);
    return text(bytes, bytes.length);
  }

  /** Decodes bytes that were read from here. */
  String text(byte[] bytes, int length) throws IOException {
    try {
      return Utf8.decode(bytes, length);
    } catch (CharacterCodingException e) {
      throw corrupt("a text is not UTF-8");
    }
  }

  void readBytes(byte[] target, int length) throws IOException {
    if (length > remaining) {
      throw corrupt("the content is longer than the section");
    }
    for (int done = 0; done < length; ) {
      if (!chunk.hasRemaining()) {
        refill();
      }
      int part = Math.min(chunk.remaining(), length - done);
      chunk.get(target, done, part);
      done += part;
    }
    remaining -= length;
  }

  /** Passes over bytes that a format keeps for later, which must be zero. */
  void readZeros(int bytes) throws IOException {
    need(bytes);
    for (int i = 0; i < bytes; i++) {
      if (chunk.get() != 0) {
        throw corrupt("a reserved byte is not zero");
      }
    }
  }

  /**
   * The next bytes, as many as are at hand: a multiple of {@code unit}, at least one unit and at
   * most {@code atMost} bytes. They are valid until the next call of any method.
   *
   * @param atMost a multiple of {@code unit}
   */
  MemorySegment take(long atMost, int unit) throws IOException {
    if (chunk.remaining() < unit || remaining < unit) {
      need(unit);
      remaining += unit;
    }
    long bytes = Math.min(Math.min(atMost, remaining), chunk.remaining()) / unit * unit;
    MemorySegment part = memory.asSlice(chunk.position(), bytes);
    chunk.position(chunk.position() + (int) bytes);
    remaining -= bytes;
    return part;
  }

  /** Checks the end of the payload, the padding and the checksum. */
  void finish() throws IOException {
    if (remaining > 0) {
      throw corrupt(remaining + " bytes are left over");
    }
    int padding = (int) (section.paddedLength() - section.length());
    if (chunk.remaining() < padding) {
      refill();
    }
    for (int i = 0; i < padding; i++) {
      if (chunk.get() != 0) {
        throw corrupt("a byte of the padding is not zero");
      }
    }
    requireChecksum();
  }

  /** Reads the section to its end and checks the checksum alone. */
  void skip() throws IOException {
    while (unread > 0) {
      chunk.position(chunk.limit());
      refill();
    }
    requireChecksum();
  }

  /**
   * The exception for content that cannot be accepted: if the checksum does not match either, then
   * that is said instead, as it is the cause.
   */
  @Override
  public ModelFileException corrupt(String what) throws IOException {
    long at = section.offset() + section.length() - remaining;
    skip();
    return error(at, what);
  }

  private void requireChecksum() throws ModelFileException {
    if ((int) checksum.getValue() != section.checksum()) {
      throw error(section.offset(), "the checksum does not match");
    }
  }

  private ModelFileException error(long at, String what) {
    return ModelFileException.corrupt(file, "section " + section.name(), at, what);
  }

  /** Brings at least so many bytes of payload into the chunk and counts them as handed out. */
  private void need(int bytes) throws IOException {
    if (bytes > remaining) {
      throw corrupt("the content is longer than the section");
    }
    if (chunk.remaining() < bytes) {
      refill();
    }
    remaining -= bytes;
  }

  private void refill() throws IOException {
    chunk.compact();
    int from = chunk.position();
    chunk.limit((int) Math.min(chunk.capacity(), from + unread));
    ChannelTransfers.readUpTo(channel, section.offset() + section.paddedLength() - unread, chunk);
    if (chunk.hasRemaining()) {
      throw error(channel.position(), "the file ends here");
    }
    unread -= chunk.position() - from;
    checksum.update(chunk.duplicate().position(from));
    chunk.flip();
  }

  /** Whether 32-bit floats in a chunk, little-endian as in the file, are all finite. */
  static boolean isFinite(MemorySegment floats) {
    int exponent = 0;
    for (long at = 0; at < floats.byteSize(); at += Float.BYTES) {
      int bits = floats.get(FileLayouts.INT, at);
      // Adding one to an exponent of all ones carries into the sign bit.
      exponent |= (bits & 0x7fff_ffff) + 0x0080_0000;
    }
    return exponent >= 0;
  }
}
