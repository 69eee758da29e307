package dev.sapor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Looks before the work whether a file can be written after it. */
final class OutputPath {

  /**
   * @throws CommandException if the file cannot be written where it is wanted
   */
  static void check(String option, Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw problem(option, "is a folder, not a file", file);
    }
    if (!Files.exists(folder)) {
      throw problem(option, "no such folder", folder);
    }
    if (!Files.isDirectory(folder)) {
      throw problem(option, "not a folder", folder);
    }
    if (!Files.isWritable(folder)) {
      throw problem(option, "no permission to write into", folder);
    }
    if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file))) {
      throw problem(option, "no regular file that may be replaced", file);
    }
  }

  /**
   * What a run reads must not be lost to what it writes.
   *
   * @param sources files, or other sources of data by their names, or null
   * @throws CommandException if one of them is the file
   */
  static void checkNotRead(String option, Path file, @Nullable Object... sources) {
    for (Object source : sources) {
      if (source != null && isSame(file, source.toString())) {
        throw CommandException.usage(
            option + " names a file that is read: " + source + "; name another file");
      }
    }
  }

  private static boolean isSame(Path file, String source) {
    try {
      Path read = Path.of(source);
      return Files.exists(file) && Files.exists(read) && Files.isSameFile(file, read);
    } catch (InvalidPathException e) {
      return false; // A pattern or a database, say.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws CommandException if the folder is there and is no folder, or cannot be made
   */
  static void checkFolder(String option, Path folder) {
    if (Files.exists(folder)) {
      if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
        throw problem(option, "not a folder that may be written into", folder);
      }
    } else {
      check(option, folder);
    }
  }

  private static CommandException problem(String option, String what, Path path) {
    return CommandException.environment(
        "%s: %s: %s; name another place by %s".formatted(option, what, path, option));
  }

  private OutputPath() {}
}
