package dev.sapor.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sapor.cli.reproduce.PublishedData.Download;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine, in the place of the publishers' sites. */
class DownloaderTest {

  @TempDir private Path root;
  private HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = files.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(
              bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
          if (bytes != null) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Downloader downloader() {
    return new Downloader(
        Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/")));
  }

  private Download text(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    files.put("/some/" + name, bytes);
    return new Download(URI.create("https://publisher.example/some/" + name), md5(bytes), "", name);
  }

  @Test
  void filesAreFetchedAndNotFetchedAgain() throws IOException {
    Path target = root.resolve("set");
    List<Download> downloads = List.of(text("a.txt", "1 2 3\n"), text("b.txt", "4 5\n"));
    downloader().fetch("set", downloads, target, words -> {});
    assertThat(target.resolve("a.txt")).hasContent("1 2 3\n");
    assertThat(target.resolve("b.txt")).hasContent("4 5\n");
    assertThat(children(target)).hasSize(2);
    Files.writeString(target.resolve("a.txt"), "mine");
    files.clear();
    downloader().fetch("set", downloads, target, words -> {});
    assertThat(target.resolve("a.txt")).hasContent("mine");
  }

  @Test
  void anEntryIsTakenOutOfAnArchive() throws IOException {
    byte[] archive = zip(Map.of("set/other", "no", "set/ratings.dat", "1::2::3\n"));
    files.put("/set.zip", archive);
    Download download =
        new Download(
            URI.create("https://publisher.example/set.zip"),
            md5(archive),
            "set/ratings.dat",
            "ratings.dat");
    downloader().fetch("set", List.of(download), root.resolve("set"), words -> {});
    assertThat(root.resolve("set/ratings.dat")).hasContent("1::2::3\n");
    assertThat(children(root.resolve("set"))).hasSize(1);
    Download absent = new Download(download.source(), download.md5(), "set/absent", "absent");
    assertThatThrownBy(
            () -> downloader().fetch("x", List.of(absent), root.resolve("x"), words -> {}))
        .isInstanceOf(ReproduceException.class)
        .hasMessage("the archive holds no set/absent");
    assertThat(root.resolve("x")).doesNotExist();
  }

  @Test
  void otherBytesThanPublishedAreNotKept() throws IOException {
    Path target = root.resolve("set");
    List<Download> downloads = List.of(text("a.txt", "good"), text("b.txt", "good too"));
    files.put("/some/b.txt", "bad".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> downloader().fetch("set", downloads, target, words -> {}))
        .isInstanceOf(ReproduceException.class)
        .hasMessageContaining("/some/b.txt has other bytes than were published (MD5 bae60998")
        .hasMessageContaining("nothing was kept");
    assertThat(target).doesNotExist();
    Files.createDirectories(target);
    assertThatThrownBy(() -> downloader().fetch("set", downloads, target, words -> {}))
        .isInstanceOf(ReproduceException.class);
    assertThat(children(target)).isEmpty();
  }

  @Test
  void whatTheServerDoesNotHaveOrANoServerIsAnError() throws IOException {
    Path target = root.resolve("set");
    Download absent =
        new Download(URI.create("https://publisher.example/absent"), "00", "", "absent");
    assertThatThrownBy(() -> downloader().fetch("set", List.of(absent), target, words -> {}))
        .isInstanceOf(ReproduceException.class)
        .hasMessageContaining("answered with status 404");
    Downloader dead = downloader();
    server.stop(0);
    assertThatThrownBy(() -> dead.fetch("set", List.of(absent), target, words -> {}))
        .isInstanceOf(ReproduceException.class)
        .hasMessageContaining("fetching set failed");
    assertThat(target).doesNotExist();
  }

  @Test
  void theRealSetsAreAskedForAtTheirPaths() {
    DataFolder folder = new DataFolder(root);
    assertThatThrownBy(() -> downloader().fetch(PublishedData.ML_100K, folder, words -> {}))
        .hasMessageContaining("/datasets/movielens/ml-100k.zip answered with status 404");
    files.put("/datasets/movielens/ml-1m.zip", new byte[] {1});
    assertThatThrownBy(() -> downloader().fetch(PublishedData.ML_1M, folder, words -> {}))
        .hasMessageContaining("expected c4d9eecfca2ab87c1945afe126590906");
    assertThatThrownBy(() -> downloader().fetch(PublishedData.NCF_ML_1M, folder, words -> {}))
        .hasMessageContaining("no published checksum");
    assertThat(root).isEmptyDirectory();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  private static byte[] zip(Map<String, String> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
