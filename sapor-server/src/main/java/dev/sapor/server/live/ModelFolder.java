package dev.sapor.server.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Models by name in one folder: model {@code night} is the file {@code night.sapor}. A name is
 * letters, digits, dots, dashes and underscores and does not begin with a dot, so that it leads
 * nowhere else; links are not followed.
 */
public final class ModelFolder {

  /** How the name of a model file ends. */
  public static final String SUFFIX = ".sapor";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private final Path folder;

  /**
   * The models of a folder.
   *
   * @param folder the folder, which must be there
   */
  public ModelFolder(Path folder) {
    this.folder = folder;
  }

  /** A file of the folder. */
  public record Entry(String name, Path file) {}

  /** Whether a text is the name of a model. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The file of a model; empty where there is none, or what is there is a link or a folder. */
  public Optional<Entry> find(String name) {
    if (!isName(name)) {
      return Optional.empty();
    }
    Path file = folder.resolve(name + SUFFIX);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new Entry(name, file))
        : Optional.empty();
  }

  /**
   * All models, by name.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<Entry> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .flatMap(name -> find(name).stream())
          .toList();
    }
  }
}
