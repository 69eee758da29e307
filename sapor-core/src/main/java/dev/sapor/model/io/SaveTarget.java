package dev.sapor.model.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a save really goes. */
final class SaveTarget {

  private static final int MAX_LINKS = 40;

  /**
   * The absolute path of the file to write: links are followed, so that the file they point to is
   * replaced and the link stays.
   *
   * @throws IOException if there is something that must not be replaced: a directory, a device or a
   *     pipe, or a file that may not be written
   */
  static Path resolve(Path target) throws IOException {
    Path file = target.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(target.toString());
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    if (Files.isDirectory(file) || file.getParent() == null) {
      throw new FileSystemException(target.toString(), null, "is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(target.toString(), null, "is not a regular file");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new AccessDeniedException(target.toString(), null, "the file may not be written");
    }
    return file;
  }

  private SaveTarget() {}
}
