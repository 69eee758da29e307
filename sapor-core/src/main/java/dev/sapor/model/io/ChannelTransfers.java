package dev.sapor.model.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Reads and writes that go on after a short one. */
final class ChannelTransfers {

  /** Fills the buffer from a position on, or as far as the file goes. */
  static void readUpTo(SeekableByteChannel channel, long position, ByteBuffer target)
      throws IOException {
    channel.position(position);
    while (target.hasRemaining() && channel.read(target) >= 0) {
      // A channel may read less than there is room for.
    }
  }

  /** Writes all that remains in the buffer. */
  static void writeAll(WritableByteChannel channel, ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      channel.write(source);
    }
  }

  private ChannelTransfers() {}
}
