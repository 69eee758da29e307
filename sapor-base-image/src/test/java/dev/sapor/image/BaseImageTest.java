package dev.sapor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a list and a mirror to an image. */
final class BaseImageTest {

  private static final Instant DATE = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PATH = "pool/main/l/libx/libx_1_amd64.deb";

  @TempDir private Path folder = Path.of("");

  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer mirror;
  private byte[] deb;

  @BeforeEach
  void startMirror() throws IOException {
    deb =
        TestPackages.of(
            "libx",
            Map.of(
                "./lib", "-> usr/lib",
                "./usr/lib/", "",
                "./usr/lib/x86_64-linux-gnu/libx.so.1", "-> libx.so.1.2",
                "./usr/lib/x86_64-linux-gnu/libx.so.1.2", "code",
                "./usr/lib/x86_64-linux-gnu/gconv/X.so", "code",
                "./usr/bin/xtool", "code",
                "./usr/share/man/man1/xtool.1.gz", "text",
                "./usr/share/doc/libx/copyright", "licence",
                "./usr/share/doc/libx/NEWS.gz", "text"));
    mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    mirror.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          byte[] body = served.getOrDefault(path, new byte[0]);
          exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    mirror.start();
    Files.writeString(
        folder.resolve("list"),
        "snapshot 20260102T030405Z\namd64 %s debian/%s\n"
            .formatted(PackageStore.sha256(deb), PATH));
  }

  @AfterEach
  void stopMirror() {
    mirror.stop(0);
  }

  private byte[] image() throws IOException, InterruptedException {
    String address = "http://127.0.0.1:" + mirror.getAddress().getPort();
    Path out = folder.resolve("image/base.tar");
    PackageStore store =
        new PackageStore(folder.resolve("store"), address + "/mirror", address + "/history");
    BaseImage.write(folder.resolve("list"), "amd64", store, DATE, out);
    return Files.readAllBytes(out);
  }

  @Test
  void theLayerHasLibrariesLicencesAndAUser() throws Exception {
    served.put("/mirror/debian/" + PATH, deb);
    Unpacked image = new Unpacked(image());
    Unpacked layer = new Unpacked(image.bytes("layer.tar"));
    assertThat(layer.names())
        .contains(
            "lib",
            "usr/lib/x86_64-linux-gnu/libx.so.1.2",
            "usr/share/doc/libx/copyright",
            "var/lib/dpkg/status.d/libx",
            "tmp/",
            "usr/bin/sh")
        .doesNotContain(
            "usr/bin/xtool",
            "usr/share/man/man1/xtool.1.gz",
            "usr/share/doc/libx/NEWS.gz",
            "usr/lib/x86_64-linux-gnu/gconv/X.so");
    assertThat(layer.header("lib").getLinkName()).isEqualTo("usr/lib");
    assertThat(layer.header("usr/lib/x86_64-linux-gnu/libx.so.1").getLinkName())
        .isEqualTo("libx.so.1.2");
    assertThat(layer.header("tmp/").getMode() & 07777).isEqualTo(01777);
    assertThat(layer.header("var/lib/sapor/models/").getLongUserId()).isEqualTo(10001);
    assertThat(layer.header("usr/lib/").getLongUserId()).isZero();
    assertThat(layer.text("etc/passwd")).contains("sapor:x:10001:10001:");
    assertThat(layer.text("var/lib/dpkg/status.d/libx")).startsWith("Package: libx\n");
    assertThat(image.text("config.json"))
        .contains("\"User\":\"10001:10001\"", "Healthcheck")
        .contains(PackageStore.sha256(image.bytes("layer.tar")));
  }

  @Test
  void theSameListGivesTheSameBytesAndFetchesOnce() throws Exception {
    served.put("/mirror/debian/" + PATH, deb);
    byte[] first = image();
    assertThat(image()).isEqualTo(first);
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatTheMirrorDroppedComesFromTheArchive() throws Exception {
    served.put("/history/debian/20260102T030405Z/" + PATH, deb);
    assertThat(image()).isNotEmpty();
    assertThat(asked).hasSize(2);
  }

  @Test
  void otherBytesAreNeverTaken() throws Exception {
    byte[] other = deb.clone();
    other[other.length - 1] ^= 1;
    served.put("/mirror/debian/" + PATH, other);
    assertThatThrownBy(this::image)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("libx_1_amd64.deb")
        .hasMessageContaining(PackageStore.sha256(other))
        .hasMessageContaining("status 404")
        .hasMessageContaining("sapor.debian.mirror");
    assertThat(folder.resolve("store")).doesNotExist();
    assertThat(folder.resolve("image")).doesNotExist();
  }

  @Test
  void aKeptFileThatWasDamagedIsFetchedAgain() throws Exception {
    served.put("/mirror/debian/" + PATH, deb);
    byte[] whole = image();
    Path kept = folder.resolve("store").resolve(PackageStore.sha256(deb) + ".deb");
    Files.writeString(kept, "damaged");
    assertThat(image()).isEqualTo(whole);
    assertThat(kept).hasBinaryContent(deb);
  }

  @Test
  void aFileThatIsNoPackageIsNamed() {
    assertThatThrownBy(() -> DebianPackage.read("x.deb", new byte[200]))
        .isInstanceOf(IOException.class);
  }
}
