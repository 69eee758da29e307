package dev.sapor.model.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * What a save asks of the file system, operation by operation. One implementation is the disk;
 * tests put others in its place, which fail at a chosen operation, forget what was not forced, or
 * leave one out.
 */
interface Storage {

  /** A file that is being written. */
  interface NewFile extends WritableByteChannel {
    /** Returns when everything written so far is on the device. */
    void force() throws IOException;
  }

  /** A directory in which a file is about to be renamed. */
  interface Directory extends Closeable {
    /** Returns when the names in the directory are on the device. */
    void force() throws IOException;
  }

  /**
   * Creates a file that must not exist yet.
   *
   * @param replaced the file whose place it shall take: where that exists, the new one is made with
   *     the same permissions
   */
  NewFile create(Path file, Path replaced) throws IOException;

  /** Opens a file for reading. */
  SeekableByteChannel open(Path file) throws IOException;

  /** Returns when the content of a file, written by others, is on the device. */
  void force(Path file) throws IOException;

  Directory openDirectory(Path directory) throws IOException;

  /** Gives a file another name in the same directory, in place of the file of that name, if any. */
  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;
}
