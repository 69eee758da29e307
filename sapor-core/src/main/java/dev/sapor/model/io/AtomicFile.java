package dev.sapor.model.io;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes a file so that its name always stands for a whole one: the old one until the new one is
 * complete, and the new one from then on, whatever fails and whenever the power does.
 *
 * <ol>
 *   <li>The content is written to a temporary file in the same directory ({@code
 *       .sapor-PID-N.tmp}), with the permissions of the file that it will replace.
 *   <li>The temporary file is forced to the device: otherwise the new name could survive a loss of
 *       power and its content not.
 *   <li>It is closed, opened again and read from front to back: its length and CRC-32C must be
 *       those of what was written. A device that lost or changed something is found now and not at
 *       the next start.
 *   <li>It is renamed to the target, which the file system does as one step.
 *   <li>The directory is forced: otherwise the old name could come back after a loss of power.
 * </ol>
 *
 * <p>If a step fails, the temporary file is deleted and the exception thrown; up to the fourth step
 * the target is as it was. Should the fifth fail, the new file is in place but the exception says
 * that this may not outlive a loss of power. A killed process can leave its temporary file; the
 * next save into the directory removes it once it has been at rest for a minute.
 *
 * <p>A target that is a symbolic link stays one: the file it points to is replaced. A directory, a
 * device or a pipe is refused, and so is a file without permission to write. The directory of the
 * target must exist.
 */
public final class AtomicFile {

  /** Produces the content of a file. */
  @FunctionalInterface
  public interface Body {
    /** Writes the content; every write takes all bytes that it is given. */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /** Produces a file by name, for writers that do not write to a channel. */
  @FunctionalInterface
  public interface PathBody {
    /** Overwrites an empty file. It must be closed on return. */
    void writeTo(Path temporary) throws IOException;
  }

  static final Storage DISK = new DiskStorage();

  /**
   * Writes a file.
   *
   * @throws IOException if it could not be written, what was thrown by the body included
   */
  public static void write(Path target, Body body) throws IOException {
    Path file = prepare(target);
    try {
      write(DISK, file, body);
    } catch (IOException e) {
      throw SaveFailure.of(target, file, e);
    }
  }

  /**
   * The same for a writer that wants a path. What it wrote is forced but cannot be compared with
   * what it meant to write.
   *
   * @throws IOException if it could not be written, what was thrown by the body included
   */
  public static void writeBy(Path target, PathBody body) throws IOException {
    Path file = prepare(target);
    try (Storage.Directory directory = DISK.openDirectory(directory(file));
        PendingFile pending = PendingFile.writeBy(DISK, file, body)) {
      pending.rename();
      directory.force();
    } catch (IOException e) {
      throw SaveFailure.of(target, file, e);
    }
  }

  /** Follows links, tidies up after killed processes. */
  static Path prepare(Path target) throws IOException {
    Path file = SaveTarget.resolve(target);
    TemporaryNames.removeLeftovers(directory(file));
    return file;
  }

  static void write(Storage storage, Path file, Body body) throws IOException {
    // Opened first: a directory that cannot be forced is to be known before the rename.
    try (Storage.Directory directory = storage.openDirectory(directory(file));
        PendingFile pending = PendingFile.write(storage, file, body)) {
      pending.rename();
      directory.force();
    }
  }

  static Path directory(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private AtomicFile() {}
}
