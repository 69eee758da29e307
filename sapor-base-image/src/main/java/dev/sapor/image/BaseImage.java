package dev.sapor.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the base image. Arguments: list of packages, architecture, folder for fetched packages,
 * date of all files, file to write, mirror, archive of all packages that ever were. On failure one
 * line on stderr, and exit code 1.
 */
public final class BaseImage {

  /** Writes the image and ends the process. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 7) {
      System.err.println("arguments: LIST ARCHITECTURE STORE DATE OUT MIRROR HISTORY");
      System.exit(2);
    }
    try {
      write(
          Path.of(args[0]),
          args[1],
          new PackageStore(Path.of(args[2]), args[5], args[6]),
          Instant.parse(args[3]),
          Path.of(args[4]));
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("base image: " + e.getMessage());
      System.exit(1);
    }
  }

  static void write(Path list, String architecture, PackageStore store, Instant date, Path out)
      throws IOException, InterruptedException {
    PackageList pins = PackageList.read(Files.readAllLines(list), architecture);
    List<DebianPackage> packages = new ArrayList<>();
    for (PinnedPackage pinned : pins.packages()) {
      byte[] file = store.read(pinned, pins.snapshot());
      packages.add(DebianPackage.read(pinned.fileName(), file));
    }
    new DockerArchive(date).write(out, architecture, new BaseContents(packages).entries());
  }

  private BaseImage() {}
}
