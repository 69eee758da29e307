package dev.sapor.cli;

import java.nio.file.Files;
import java.nio.file.Path;

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
