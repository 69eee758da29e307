package dev.sapor.model.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Failures of a save, told of the file that was to be written and not of its temporary name. What
 * the body of a save throws of its own kinds stays as it is.
 */
final class SaveFailure {

  private static final String PREFIX = "cannot be saved: ";

  static IOException of(Path target, Path file, IOException cause) {
    if (cause.getClass() == IOException.class) {
      // Of a write or a force: the JDK gives the system's text and no name.
      return caused(
          new FileSystemException(target.toString(), null, PREFIX + cause.getMessage()), cause);
    }
    return cause instanceof FileSystemException e && isBeside(file, e.getFile())
        ? caused(renamed(target.toString(), e), e)
        : cause;
  }

  private static FileSystemException renamed(String target, FileSystemException cause) {
    return switch (cause) {
      case NoSuchFileException _ ->
          new NoSuchFileException(target, null, PREFIX + "its directory does not exist");
      case AccessDeniedException _ ->
          new AccessDeniedException(target, null, PREFIX + "no permission in its directory");
      default -> new FileSystemException(target, null, PREFIX + cause.getReason());
    };
  }

  private static IOException caused(FileSystemException failure, IOException cause) {
    failure.initCause(cause);
    return failure;
  }

  /** Whether a name is that of the directory or of something in it. */
  private static boolean isBeside(Path file, @Nullable String name) {
    Path directory = file.getParent();
    return name != null
        && directory != null
        && (directory.equals(Path.of(name)) || directory.equals(Path.of(name).getParent()));
  }

  private SaveFailure() {}
}
