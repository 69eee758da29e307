package dev.sapor.cli.reproduce;

import dev.sapor.cli.reproduce.ReproduceException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder with a folder for each data set; a file may be compressed by gzip, with {@code .gz}
 * behind its name.
 *
 * @param root the folder
 */
public record DataFolder(Path root) {

  static final String GZIP = ".gz";

  /** The folder of a data set, whether it exists or not. */
  Path of(PublishedData data) {
    return root.resolve(data.folder());
  }

  /** Whether all files of a data set are there. */
  public boolean has(PublishedData data) {
    return data.files().stream().allMatch(file -> find(data, file).isPresent());
  }

  /**
   * A file of a data set.
   *
   * @throws ReproduceException if it is not there
   */
  public Path file(PublishedData data, String file) {
    return find(data, file).orElseThrow(() -> missing(data));
  }

  /** What to say when files are not there. */
  ReproduceException missing(PublishedData data) {
    return new ReproduceException(
        Kind.MISSING,
        "no %s in %s; %s".formatted(String.join(" and ", data.files()), of(data), data.howToGet()));
  }

  /**
   * Fails unless all files of a data set are there.
   *
   * @throws ReproduceException naming the folder and how to get them
   */
  public void require(PublishedData data) {
    if (!has(data)) {
      throw missing(data);
    }
  }

  private Optional<Path> find(PublishedData data, String file) {
    Path plain = of(data).resolve(file);
    Path compressed = of(data).resolve(file + GZIP);
    return Files.isRegularFile(plain)
        ? Optional.of(plain)
        : Files.isRegularFile(compressed) ? Optional.of(compressed) : Optional.empty();
  }
}
