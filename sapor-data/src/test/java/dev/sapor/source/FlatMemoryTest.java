package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endless input is refused at once, and long input is read, in a heap of 64 MB of its own. */
final class FlatMemoryTest {

  private static final long ENDLESS = Long.MAX_VALUE / 2;
  private static final long GIGABYTE = 1L << 30;

  @TempDir private Path folder;

  /** Reads strictly, or tolerating all rows, what the arguments say, and prints the outcome. */
  static final class Reading {
    public static void main(String[] arguments) throws IOException {
      InputStream in =
          arguments[0].startsWith("repeat:")
              ? new RepeatingStream(
                  arguments[0].substring(7).replace("0", "\0"), Long.parseLong(arguments[2]))
              : Files.newInputStream(Path.of(arguments[0]));
      ReadOptions options =
          ReadOptions.defaults()
              .withHeader(ReadOptions.Header.NO)
              .withDelimiter(",")
              .withBadRows(BadRowPolicy.parse(arguments[1]));
      TextSource source = new TextSource(List.of(TextInput.stream("data", in)));
      try {
        LineCounts counts =
            PairReader.read(source, options, ReadListener.NONE, (user, item, line) -> {});
        System.out.println(counts);
      } catch (DataException e) {
        System.out.println(e.fault() + " " + e.getMessage());
      }
    }
  }

  /** A text again and again, up to a length. */
  private static final class RepeatingStream extends InputStream {
    private final byte[] block;
    private int from;
    private long left;

    RepeatingStream(String text, long length) {
      block = text.repeat((1 << 16) / text.length()).getBytes(StandardCharsets.UTF_8);
      left = length / text.length() * text.length();
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("read in blocks");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(left, Math.min(length, block.length - from));
      System.arraycopy(block, from, bytes, offset, count);
      from = (from + count) % block.length;
      left -= count;
      return count;
    }
  }

  private static String read(String what, String badRows, long length) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Reading.class.getName(),
                what,
                badRows,
                Long.toString(length))
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void zerosAreRefusedAtOnce() throws Exception {
    assertThat(read("repeat:0", "strict", ENDLESS))
        .startsWith("NUL_BYTE a NUL byte: this is not text: data:1")
        .doesNotContain("\n");
  }

  @Test
  void zerosAreRefusedEvenIfBadRowsAreTolerated() throws Exception {
    assertThat(read("repeat:0", "skip:10", ENDLESS)).startsWith("NUL_BYTE").doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"", "a,b,", "\"\n"})
  void endlessLinesAndQuotesAreRefused(String text) throws Exception {
    assertThat(read("repeat:" + text, "strict", ENDLESS)).doesNotContain("\n");
  }

  @Test
  void anEndlessLineIsOneBadRow() throws Exception {
    assertThat(read("repeat:a,b,", "skip:1", GIGABYTE))
        .startsWith("EMPTY_INPUT there are no good rows, 1 were rejected");
  }

  @Test
  void aGzipBombOfZerosIsRefused() throws Exception {
    Path bomb = folder.resolve("bomb.gz");
    byte[] zeros = new byte[1 << 20];
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      for (int i = 0; i < 128; i++) {
        out.write(zeros);
      }
    }
    assertThat(Files.size(bomb)).isLessThan(1 << 20);
    assertThat(read(bomb.toString(), "strict", 0)).startsWith("NUL_BYTE");
    Arrays.fill(zeros, (byte) 'a');
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      for (int i = 0; i < 128; i++) {
        out.write(zeros);
      }
    }
    assertThat(read(bomb.toString(), "skip:5", 0)).startsWith("MISSING_COLUMN");
  }

  @Test
  void goodRowsTakeNoMemory() throws Exception {
    assertThat(read("repeat:user,item,3.5\n", "strict", GIGABYTE / 4))
        .contains("rejectedByFault={}");
  }
}
