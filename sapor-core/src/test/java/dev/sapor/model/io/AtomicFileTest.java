package dev.sapor.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saves on the real file system: links, permissions, odd targets, leftovers. */
class AtomicFileTest {

  @TempDir Path directory;

  private static AtomicFile.Body text(String text) {
    return channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void replacesAFile() throws IOException {
    Path file = directory.resolve("f");
    AtomicFile.write(file, text("old"));
    AtomicFile.write(file, text("new"));
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void writesIntoTheCurrentDirectory() throws IOException {
    Path file = Path.of("sapor-atomic-file-test");
    try {
      AtomicFile.write(file, text("x"));
      assertThat(file).hasContent("x");
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void aFailingBodyLeavesTheOldFileAndItsOwnException() throws IOException {
    Path file = directory.resolve("f");
    AtomicFile.write(file, text("old"));
    IllegalStateException failure = new IllegalStateException("half way");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                channel -> {
                  text("half").writeTo(channel);
                  throw failure;
                }))
        .isSameAs(failure);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path real = Files.createDirectory(directory.resolve("store")).resolve("real");
    AtomicFile.write(real, text("old"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("store", "real"));
    AtomicFile.write(link, text("new"));
    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(real).hasContent("new");

    Path dangling = Files.createSymbolicLink(directory.resolve("to-be"), Path.of("store", "next"));
    AtomicFile.write(dangling, text("first"));
    assertThat(dangling).isSymbolicLink().hasContent("first");

    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThatThrownBy(() -> AtomicFile.write(loop, text("x"))).isInstanceOf(IOException.class);
  }

  @Test
  void aDirectoryIsRefused() throws IOException {
    Path target = Files.createDirectory(directory.resolve("d"));
    assertThatThrownBy(() -> AtomicFile.write(target, text("x")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(target + ": is a directory");
    assertThatThrownBy(() -> AtomicFile.write(Path.of("/"), text("x")))
        .hasMessage("/: is a directory");
    assertThat(names()).containsExactly("d");
  }

  @Test
  void whatIsNoRegularFileIsRefused() throws IOException {
    // A socket stands for devices and pipes: were it replaced, no harm would be done.
    Path socket = directory.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(() -> AtomicFile.write(socket, text("x")))
          .hasMessage(socket + ": is not a regular file");
      assertThat(names()).containsExactly("s");
      assertThat(Files.isRegularFile(socket)).isFalse();
    }
  }

  @Test
  void aMissingDirectoryIsNamed() {
    Path target = directory.resolve("none").resolve("f");
    assertThatThrownBy(() -> AtomicFile.write(target, text("x")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(target + ": cannot be saved: its directory does not exist");
  }

  @Test
  void permissionsOfTheOldFileAreKept() throws IOException {
    Path file = directory.resolve("f");
    AtomicFile.write(file, text("old"));
    for (String permissions : List.of("rw-------", "rw-rw-rw-", "rwxr-x---")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      AtomicFile.write(file, text("new"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(permissions);
    }
  }

  @Test
  void aProtectedFileIsRefused() throws IOException {
    assumeThat(System.getProperty("user.name"))
        .as("root may write everything")
        .isNotEqualTo("root");
    Path file = directory.resolve("f");
    AtomicFile.write(file, text("old"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assertThatThrownBy(() -> AtomicFile.write(file, text("new")))
        .isInstanceOf(java.nio.file.AccessDeniedException.class);
    assertThat(file).hasContent("old");
  }

  @Test
  void otherWritersWriteByPath() throws IOException {
    Path file = directory.resolve("f");
    AtomicFile.writeBy(file, temporary -> Files.writeString(temporary, "by path"));
    assertThat(file).hasContent("by path");
    assertThatThrownBy(() ->
            AtomicFile.writeBy(
                file,
                temporary -> {
                  Files.writeString(temporary, "half");
                  throw new IOException("broken");
                }))
        .hasMessageContaining("broken");
    assertThat(file).hasContent("by path");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void leftoversOfKilledProcessesAreRemoved() throws IOException {
    long dead = deadProcess();
    Path stale = leftover(".sapor-%d-9001.tmp".formatted(dead), Duration.ofMinutes(2));
    Path fresh = leftover(".sapor-%d-9002.tmp".formatted(dead), Duration.ZERO);
    long own = ProcessHandle.current().pid();
    Path earlier = leftover(".sapor-%d-9003.tmp".formatted(own), Duration.ofMinutes(2));
    Path running = leftover(".sapor-1-9004.tmp", Duration.ofHours(2));
    Path abandoned = leftover(".sapor-1-9005.tmp", Duration.ofHours(25));
    Path other = leftover(".sapor-notes.tmp", Duration.ofDays(99));
    AtomicFile.write(directory.resolve("f"), text("x"));
    assertThat(stale).doesNotExist();
    assertThat(earlier).doesNotExist();
    assertThat(abandoned).doesNotExist();
    assertThat(fresh).exists();
    assertThat(running).exists();
    assertThat(other).exists();
  }

  @Test
  void aFileInUseIsNoLeftover() throws IOException {
    AtomicFile.write(
        directory.resolve("f"),
        channel -> {
          text("outer").writeTo(channel);
          Path own = directory.resolve(names().getFirst());
          Files.setLastModifiedTime(own, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
          AtomicFile.write(directory.resolve("g"), text("inner"));
        });
    assertThat(names()).containsExactly("f", "g");
  }

  private Path leftover(String name, Duration age) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "half");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private static long deadProcess() {
    long pid = 4_000_000;
    while (ProcessHandle.of(pid).isPresent()) {
      pid++;
    }
    return pid;
  }
}
