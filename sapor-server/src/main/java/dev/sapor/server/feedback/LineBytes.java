package dev.sapor.server.feedback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** The lines of a file as bytes, with the place where each ends. */
final class LineBytes {

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);
  private long read;
  private long position;
  private boolean ended;

  LineBytes(FileChannel channel) throws IOException {
    this.channel = channel;
    channel.position(0);
  }

  /** The next line without its end; null after the last. */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ended = false;
    boolean any = false;
    while (fill()) {
      any = true;
      byte b = buffer.get();
      position++;
      if (b == '\n') {
        ended = true;
        break;
      }
      line.write(b);
    }
    return any ? line.toByteArray() : null;
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    int count = channel.read(buffer, read);
    buffer.flip();
    read += Math.max(0, count);
    return count > 0;
  }

  /** Whether the last line had an end. */
  boolean ended() {
    return ended;
  }

  /** Whether nothing comes after the last line. */
  boolean atEnd() throws IOException {
    return !fill();
  }

  /** Where the last line ends. */
  long position() {
    return position;
  }
}
