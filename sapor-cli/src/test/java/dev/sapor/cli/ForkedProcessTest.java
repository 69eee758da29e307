package dev.sapor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show. */
class ForkedProcessTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void exitCodeAndStreams() throws IOException, InterruptedException {
    CommandLineRun version = ForkedRun.start(folder, List.of(), "--version").end();
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("sapor ");
    assertThat(version.err()).isEmpty();
    CommandLineRun wrong = ForkedRun.start(folder, List.of(), "info", "no.sapor").end();
    assertThat(wrong.code()).isEqualTo(5);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err().lines()).hasSize(1);
  }

  @Test
  void twoGigabytesOfZerosInLittleMemory() throws IOException, InterruptedException {
    Path zeros = folder.resolve("zeros.csv");
    try (RandomAccessFile file = new RandomAccessFile(zeros.toFile(), "rw")) {
      // A hole: it takes no room on the disk and is read as zeros.
      file.setLength(2L << 30);
    }
    Path model = folder.resolve("never.sapor");
    CommandLineRun run =
        ForkedRun.start(
                folder,
                List.of("-Xmx64m", "-XX:MaxDirectMemorySize=64m"),
                "train",
                zeros.toString(),
                "--out",
                model.toString(),
                "--on-bad-row",
                "skip:5")
            .end();
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).startsWith("sapor: error E_DATA: ").contains("zeros.csv");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(model).doesNotExist();
  }

  @Test
  void fullDeviceAtStdout() throws IOException, InterruptedException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    CommandLineRun run = ForkedRun.start(folder, List.of(), full, "--help").end();
    assertThat(run.code()).isEqualTo(5);
    assertThat(run.err()).startsWith("sapor: error E_IO: ").contains("the disk is full");
  }

  @Test
  void tooSmallHeap() throws IOException, InterruptedException {
    StringBuilder rows = new StringBuilder("user,item\n");
    for (int row = 0; row < 200_000; row++) {
      rows.append("user").append(row).append(",item").append(row).append('\n');
    }
    Path data = Files.writeString(folder.resolve("large.csv"), rows);
    CommandLineRun run =
        ForkedRun.start(
                folder,
                List.of("-Xmx24m"),
                "train",
                data.toString(),
                "--out",
                folder.resolve("never.sapor").toString())
            .end();
    assertThat(run.code()).isEqualTo(6);
    assertThat(run.err()).startsWith("sapor: error E_MEMORY: ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void localeAndEncodingOfThePlatformChangeNothing() throws IOException, InterruptedException {
    String data = SampleData.ratings(folder).toString();
    List<String> turkish =
        List.of("-Duser.language=tr", "-Duser.country=TR", "-Dfile.encoding=ISO-8859-9");
    Path here = folder.resolve("here.sapor");
    Path there = folder.resolve("there.sapor");
    CommandLineRun first =
        ForkedRun.start(folder, List.of(), "train", data, "--out", here.toString()).end();
    CommandLineRun second =
        ForkedRun.start(folder, turkish, "train", data, "--out", there.toString()).end();
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(Files.readAllBytes(there)).isEqualTo(Files.readAllBytes(here));
    assertThat(first.code()).isZero();
    assertThat(ForkedRun.start(folder, turkish, "info", there.toString()).end().out())
        .isEqualTo(ForkedRun.start(folder, List.of(), "info", there.toString()).end().out());
  }
}
