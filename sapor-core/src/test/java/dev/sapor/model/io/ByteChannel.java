package dev.sapor.model.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** The bytes of a file, in memory, for reading; a few at a time, as a slow device would. */
class ByteChannel implements SeekableByteChannel {

  private final byte[] bytes;
  private final int atOnce;
  private long position;

  ByteChannel(byte[] bytes) {
    this(bytes, Integer.MAX_VALUE);
  }

  ByteChannel(byte[] bytes, int atOnce) {
    this.bytes = bytes;
    this.atOnce = atOnce;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= bytes.length) {
      return -1;
    }
    int part = (int) Math.min(Math.min(target.remaining(), atOnce), bytes.length - position);
    target.put(bytes, (int) position, part);
    position += part;
    return part;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
