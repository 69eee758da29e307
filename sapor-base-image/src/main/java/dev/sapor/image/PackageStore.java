package dev.sapor.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Packages that were fetched once, in a folder of the user, by their SHA-256. What is not there is
 * asked of a mirror of Debian and, as a mirror drops a package when a newer one replaces it, of the
 * archive of all packages that ever were.
 */
final class PackageStore {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final String mirror;
  private final String history;
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(20))
          .build();

  /**
   * @param folder where packages are kept
   * @param mirror an address below which archives lie, such as {@code https://deb.debian.org}
   * @param history the same, with times between archive and path, such as {@code
   *     https://snapshot.debian.org/archive}
   */
  PackageStore(Path folder, String mirror, String history) {
    this.folder = folder;
    this.mirror = mirror;
    this.history = history;
  }

  /**
   * The bytes of a package, which have its SHA-256.
   *
   * @param snapshot a time at which mirrors had it
   * @throws IOException if no mirror gives them; says what each of them said
   */
  byte[] read(PinnedPackage pinned, String snapshot) throws IOException, InterruptedException {
    Path kept = folder.resolve(pinned.sha256() + ".deb");
    if (Files.exists(kept)) {
      byte[] bytes = Files.readAllBytes(kept);
      if (sha256(bytes).equals(pinned.sha256())) {
        return bytes;
      }
    }
    byte[] bytes = fetch(pinned, snapshot);
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, pinned.fileName(), ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return bytes;
  }

  private byte[] fetch(PinnedPackage pinned, String snapshot)
      throws IOException, InterruptedException {
    StringBuilder said = new StringBuilder();
    for (String address :
        List.of(
            String.join("/", mirror, pinned.archive(), pinned.path()),
            String.join("/", history, pinned.archive(), snapshot, pinned.path()))) {
      try {
        byte[] bytes = get(URI.create(address));
        if (sha256(bytes).equals(pinned.sha256())) {
          return bytes;
        }
        said.append("; ").append(address).append(": the SHA-256 is ").append(sha256(bytes));
      } catch (IOException e) {
        // The message of a network error is often empty, so the kind goes with it.
        said.append("; ").append(address).append(": ").append(e.getClass().getSimpleName());
        said.append(' ').append(e.getMessage());
      }
    }
    throw new IOException(
        "cannot fetch %s with the SHA-256 %s%s; name another mirror by -Dsapor.debian.mirror=… or a base image by -Dsapor.image.base=…"
            .formatted(pinned.fileName(), pinned.sha256(), said));
  }

  private byte[] get(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return response.body();
  }

  /** The SHA-256 in hex. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
