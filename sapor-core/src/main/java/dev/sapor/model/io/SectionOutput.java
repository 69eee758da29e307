package dev.sapor.model.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/**
 * Writes the content of sections through a buffer and a checksum. Without a channel it only counts
 * and sums: the table in front of the sections holds their checksums, so content is produced twice.
 */
final class SectionOutput implements RecordWriter, AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 20;

  private final WritableByteChannel channel;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment memory = arena.allocate(BUFFER_BYTES, FileHeader.BYTES);
  private final ByteBuffer buffer = memory.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private long flushed;

  SectionOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** An output that keeps nothing. */
  static SectionOutput discarding() {
    return new SectionOutput(new NullChannel());
  }

  /** Bytes written since the start or the last {@link #endSection()}. */
  long written() {
    return flushed + buffer.position();
  }

  @Override
  public void writeInt(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  @Override
  public void writeLong(long value) throws IOException {
    room(Long.BYTES).putLong(value);
  }

  @Override
  public void writeFloat(float value) throws IOException {
    room(Float.BYTES).putFloat(value);
  }

  @Override
  public void writeDouble(double value) throws IOException {
    room(Double.BYTES).putLong(Double.doubleToRawLongBits(value));
  }

  @Override
  public void writeString(String value) throws IOException {
    byte[] bytes = Utf8.encode(value);
    writeInt(bytes.length);
    writeBytes(bytes);
  }

  void writeBytes(byte[] bytes) throws IOException {
    for (int done = 0; done < bytes.length; ) {
      int part = Math.min(room(1).remaining(), bytes.length - done);
      buffer.put(bytes, done, part);
      done += part;
    }
  }

  void writeZeros(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      room(1).put((byte) 0);
    }
  }

  /**
   * Writes floats from native memory.
   *
   * @param what their name, for the error
   * @throws IllegalArgumentException if one is not finite
   */
  void writeFloats(String what, MemorySegment source, long offset, long count) throws IOException {
    for (long done = 0; done < count; ) {
      int part = (int) Math.min(room(Float.BYTES).remaining() / Float.BYTES, count - done);
      MemorySegment.copy(
          source,
          ValueLayout.JAVA_FLOAT_UNALIGNED,
          offset + done * Float.BYTES,
          memory,
          FileLayouts.FLOAT,
          buffer.position(),
          part);
      long bytes = (long) part * Float.BYTES;
      if (!SectionInput.isFinite(memory.asSlice(buffer.position(), bytes))) {
        throw new IllegalArgumentException("a number of the " + what + " is not finite");
      }
      buffer.position(buffer.position() + (int) bytes);
      done += part;
    }
  }

  /** Writes integers from native memory. */
  void writeInts(MemorySegment source, long count) throws IOException {
    for (long done = 0; done < count; ) {
      int part = (int) Math.min(room(Integer.BYTES).remaining() / Integer.BYTES, count - done);
      MemorySegment.copy(
          source,
          ValueLayout.JAVA_INT_UNALIGNED,
          done * Integer.BYTES,
          memory,
          FileLayouts.INT,
          buffer.position(),
          part);
      buffer.position(buffer.position() + part * Integer.BYTES);
      done += part;
    }
  }

  /** Pads with zeros to a multiple of 64 and returns the checksum of all since the last call. */
  int endSection() throws IOException {
    writeZeros((int) (FileHeader.align(written()) - written()));
    flush();
    int value = (int) checksum.getValue();
    checksum.reset();
    flushed = 0;
    return value;
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    flushed += buffer.limit();
    checksum.update(buffer.duplicate());
    ChannelTransfers.writeAll(channel, buffer);
    buffer.clear();
  }

  /** Frees the buffer; what is in it and not yet written is dropped. */
  @Override
  public void close() {
    arena.close();
  }

  private static final class NullChannel implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) {
      int bytes = source.remaining();
      source.position(source.limit());
      return bytes;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
