package dev.sapor.model.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A file that is complete, on the device and checked, but not yet under its own name. {@link
 * #rename} gives it the name; closed without that, it disappears.
 */
final class PendingFile implements AutoCloseable {

  private static final int CHUNK_BYTES = 1 << 20;

  private final Storage storage;
  private final Path target;
  private final Path temporary;
  private boolean exists;

  private PendingFile(Storage storage, Path target) {
    this.storage = storage;
    this.target = target;
    this.temporary = TemporaryNames.take(target);
  }

  /**
   * Writes a file beside its target, forces it, closes it, and reads it again.
   *
   * @param target absolute, not a link
   */
  static PendingFile write(Storage storage, Path target, AtomicFile.Body body) throws IOException {
    PendingFile pending = new PendingFile(storage, target);
    try {
      CheckedOutput written = pending.write(body);
      pending.check(written.length(), written.checksum());
      return pending;
    } catch (Throwable e) {
      pending.discard(e);
      throw e;
    }
  }

  /** Lets a writer of its own kind write the file, by its temporary name. */
  static PendingFile writeBy(Storage storage, Path target, AtomicFile.PathBody body)
      throws IOException {
    PendingFile pending = new PendingFile(storage, target);
    try {
      pending.create().close();
      body.writeTo(pending.temporary);
      storage.force(pending.temporary);
      return pending;
    } catch (Throwable e) {
      pending.discard(e);
      throw e;
    }
  }

  private CheckedOutput write(AtomicFile.Body body) throws IOException {
    try (Storage.NewFile file = create()) {
      CheckedOutput output = new CheckedOutput(file);
      body.writeTo(output);
      file.force();
      return output;
    }
  }

  private Storage.NewFile create() throws IOException {
    Storage.NewFile file = storage.create(temporary, target);
    exists = true;
    return file;
  }

  /** Reads the file from a new channel: what counts is what arrived, not what was sent. */
  private void check(long length, long checksum) throws IOException {
    CRC32C found = new CRC32C();
    long foundLength = 0;
    try (SeekableByteChannel file = storage.open(temporary);
        Arena arena = Arena.ofConfined()) {
      ByteBuffer chunk = arena.allocate(CHUNK_BYTES).asByteBuffer();
      while (file.read(chunk.clear()) >= 0) {
        found.update(chunk.flip());
        foundLength += chunk.limit();
      }
    }
    if (foundLength != length) {
      throw new IOException(
          "of %s bytes written %s could be read back".formatted(length, foundLength));
    }
    if (found.getValue() != checksum) {
      throw new IOException("what was read back is not what was written");
    }
  }

  /**
   * Renames the file to its target. The directory must then be forced.
   *
   * @throws IOException if it could not be renamed; the target is as it was
   */
  void rename() throws IOException {
    storage.rename(temporary, target);
    exists = false;
  }

  private void discard(Throwable cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Deletes the file unless it was renamed. */
  @Override
  public void close() throws IOException {
    TemporaryNames.release(temporary);
    if (exists) {
      exists = false;
      storage.delete(temporary);
    }
  }
}
