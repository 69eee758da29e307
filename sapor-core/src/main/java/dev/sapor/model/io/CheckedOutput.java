package dev.sapor.model.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** Counts and sums what goes to a file, and never writes a part of what it was given. */
final class CheckedOutput implements WritableByteChannel {

  private final WritableByteChannel file;
  private final CRC32C checksum = new CRC32C();
  private long length;

  CheckedOutput(WritableByteChannel file) {
    this.file = file;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int bytes = source.remaining();
    checksum.update(source.duplicate());
    ChannelTransfers.writeAll(file, source);
    length += bytes;
    return bytes;
  }

  long length() {
    return length;
  }

  long checksum() {
    return checksum.getValue();
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  /** Leaves the file open: it must still be forced. */
  @Override
  public void close() {}
}
