package dev.sapor.cli.reproduce;

import dev.sapor.cli.reproduce.PublishedData.Download;
import dev.sapor.cli.reproduce.ReproduceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches the files of a data set from the site of its publisher and compares them with the
 * published checksum. Either all files of the set are then in its folder or nothing is left of the
 * attempt; a file that is there already is never touched.
 */
public final class Downloader {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(10);
  private static final int OK = 200;

  private final Optional<URI> mirror;

  /**
   * @param mirror another server with the same paths, such as {@code http://localhost:8080}; the
   *     checksums hold for it too
   */
  public Downloader(Optional<URI> mirror) {
    this.mirror = mirror;
  }

  /**
   * Fetches the files that are not there.
   *
   * @param progress is told what is being fetched
   * @throws ReproduceException if that is not possible, or the bytes are others
   */
  public void fetch(PublishedData data, DataFolder folder, Consumer<String> progress) {
    if (data.downloads().isEmpty()) {
      throw folder.missing(data);
    }
    fetch(data.folder(), data.downloads(), folder.of(data), progress);
  }

  void fetch(String name, List<Download> downloads, Path target, Consumer<String> progress) {
    boolean existed = Files.exists(target);
    Map<Path, Path> fetched = new LinkedHashMap<>();
    try (HttpClient client = client()) {
      Files.createDirectories(target);
      for (Download download : downloads) {
        Path file = target.resolve(download.file());
        if (!Files.exists(file)) {
          progress.accept("fetching " + source(download));
          Path part = Files.createTempFile(target, ".fetch", ".part");
          fetched.put(part, file);
          fetch(client, download, part);
        }
      }
      for (Map.Entry<Path, Path> entry : fetched.entrySet()) {
        Files.move(entry.getKey(), entry.getValue(), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "no connection" : e.getMessage();
      throw failure("fetching %s failed: %s".formatted(name, reason));
    } finally {
      cleanUp(fetched, existed ? Optional.empty() : Optional.of(target));
    }
  }

  private static HttpClient client() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT_TIMEOUT);
    return Optional.ofNullable(ProxySelector.getDefault())
        .map(builder::proxy)
        .orElse(builder)
        .build();
  }

  private URI source(Download download) {
    return mirror
        .map(base -> base.resolve(download.source().getRawPath()))
        .orElse(download.source());
  }

  private void fetch(HttpClient client, Download download, Path part) throws IOException {
    URI source = source(download);
    HttpRequest request = HttpRequest.newBuilder(source).timeout(REQUEST_TIMEOUT).build();
    HttpResponse<Path> response;
    try {
      response = client.send(request, BodyHandlers.ofFile(part));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("fetching " + source + " was interrupted");
    }
    if (response.statusCode() != OK) {
      throw failure("%s answered with status %s".formatted(source, response.statusCode()));
    }
    String found = md5(part);
    if (!found.equals(download.md5())) {
      throw failure(
          "%s has other bytes than were published (MD5 %s, expected %s); nothing was kept"
              .formatted(source, found, download.md5()));
    }
    if (!download.entry().isEmpty()) {
      extract(part, download.entry());
    }
  }

  private static String md5(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Replaces an archive by one of its entries. */
  private static void extract(Path archive, String name) throws IOException {
    Path entry = Files.createTempFile(archive.toAbsolutePath().getParent(), ".fetch", ".entry");
    try {
      try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
        ZipEntry next = zip.getNextEntry();
        while (next != null && !next.getName().equals(name)) {
          next = zip.getNextEntry();
        }
        if (next == null) {
          throw failure("the archive holds no " + name);
        }
        Files.copy(zip, entry, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(entry, archive, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(entry);
    }
  }

  private static ReproduceException failure(String message) {
    return new ReproduceException(Kind.DOWNLOAD, message);
  }

  /** What cannot be deleted is left behind; the failure that led here says more. */
  private static void cleanUp(Map<Path, Path> fetched, Optional<Path> created) {
    for (Path part : fetched.keySet()) {
      delete(part);
    }
    created.ifPresent(Downloader::delete);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException _) {
      // A folder with files in it stays, which is what a success leaves.
      return;
    }
  }
}
