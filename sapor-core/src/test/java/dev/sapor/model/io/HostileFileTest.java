package dev.sapor.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.model.FactorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files whose checksums match and whose content was made to harm: numbers that are huge or
 * negative, offsets that overlap or leave holes, parts that do not fit each other.
 */
class HostileFileTest {

  private static final Path NAME = Path.of("m.sapor");
  private final byte[] whole = TinyModel.bytes(model());
  private static final long[] NUMBERS = {
    -1,
    0,
    1,
    2,
    5,
    63,
    64,
    1L << 16,
    Integer.MAX_VALUE - 8,
    Integer.MAX_VALUE,
    1L << 31,
    (1L << 31) + 1,
    (1L << 32) - 1,
    1L << 32,
    (1L << 32) + 3,
    1L << 58,
    1L << 61,
    1L << 62,
    Long.MAX_VALUE - 63,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
  };

  /** The model whose file is changed. */
  FactorModel model() {
    return TinyModel.full();
  }

  /** What came of a file: refused, or a model, which must then be one that writes itself. */
  private static void assertHarmless(byte[] file, String how) {
    boolean opened = false;
    try {
      byte[] written = TinyModel.bytes(ModelFile.read(new ByteChannel(file), NAME));
      opened = true;
      byte[] again = TinyModel.bytes(ModelFile.read(new ByteChannel(written), NAME));
      assertThat(again).as(how).isEqualTo(written);
    } catch (ModelFileException e) {
      assertThat(e.getMessage()).as(how).doesNotContain("\n");
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError(how, e);
    }
    assertVerifyAgrees(file, opened, how);
  }

  private static void assertVerifyAgrees(byte[] file, boolean opened, String how) {
    try {
      ModelFileReport report = ModelCheck.check(new ByteChannel(file), NAME);
      assertThat(report.isSound()).as(how + ": verify says " + report.fault()).isEqualTo(opened);
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError(how + ": verify", e);
    }
  }

  @Test
  void everyLongReplacedByEveryNumber() {
    for (int at = 0; at + 8 <= whole.length; at += 8) {
      for (long number : NUMBERS) {
        byte[] file = whole.clone();
        HostileFiles.view(file).putLong(at, number);
        assertHarmless(HostileFiles.mend(file), "long %d at %d".formatted(number, at));
      }
    }
  }

  @Test
  void everyIntReplacedByEveryNumber() {
    for (int at = 0; at + 4 <= whole.length; at += 4) {
      for (int number : new int[] {-1, 0, 1, 3, 64, 1 << 16, Integer.MAX_VALUE, 1 << 31}) {
        byte[] file = whole.clone();
        HostileFiles.view(file).putInt(at, number);
        assertHarmless(HostileFiles.mend(file), "int %d at %d".formatted(number, at));
      }
    }
  }

  @Test
  void everyByteChangedAndMended() {
    for (int at = 0; at < whole.length; at++) {
      for (int change : new int[] {0x01, 0x80, 0xff}) {
        byte[] file = whole.clone();
        file[at] ^= (byte) change;
        assertHarmless(HostileFiles.mend(file), "byte %d ^ %x".formatted(at, change));
      }
    }
  }

  /** Random changes of several bytes; run again with {@code -Dsapor.test.seed=…}. */
  @Test
  void randomChanges() {
    long seed = Long.getLong("sapor.test.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] file = whole.clone();
      for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
        int at = random.nextInt(file.length - 8);
        switch (random.nextInt(3)) {
          case 0 -> file[at] = (byte) random.nextInt();
          case 1 -> HostileFiles.view(file).putInt(at & -4, random.nextInt(8));
          default ->
              HostileFiles.view(file).putLong(at & -8, NUMBERS[random.nextInt(NUMBERS.length)]);
        }
      }
      assertHarmless(
          HostileFiles.mend(file), "-Dsapor.test.seed=%d, round %d".formatted(seed, round));
    }
  }

  /** One change each, with a word of what must be said of it. */
  static Stream<Arguments> lies() {
    return Stream.of(
        lie("MODL", 0, 3, "there is no goal 3"),
        lie("MODL", 4, 2, "UIDS"),
        lie("MODL", 8, -1, "a value is out of its range"),
        lie("MODL", 12, 3, "UFAC"),
        lie("MODL", 16, 0x7fc00000, "a value is out of its range"),
        lie("MODL", 20, 0x41000000, "not a range"),
        lie("MODL", 28, 1, "a value is out of its range"),
        lie("RECD", 0, 1 << 30, "a count of 1073741824 does not fit"),
        lie("RECD", 0, -1, "a count of 4294967295 does not fit"),
        lie("UIDS", 0, 4, "4 texts of "),
        lie("UIDS", 4, 1, "4294967299 texts of "),
        lie("UIDS", 8, 1, "3 texts of 1 bytes do not fit"),
        lie("UIDS", 16, 1, "a reserved byte is not zero"),
        lie("UIDS", 64, 1, "the offsets of the texts are not in order"),
        lie("UIDS", 72, 100, "the offsets of the texts are not in order"),
        lie("UIDS", 96, 0x7f7f7fff, "a text is not UTF-8"),
        lie("IIDS", 104, 0x7e, "id 1 is not greater than the one before"),
        lie("UCNT", 0, 1 << 30, "1073741824 x 1 elements do not fit"),
        lie("UCNT", 8, 2, "3 x 2 elements do not fit"),
        lie("UCNT", 12, 1, "expected element type 2 (got 1)"),
        lie("UCNT", 64, -1, "a count is negative"),
        lie("UBIA", 64, 0x7f800000, "a number is not finite"),
        lie("UFAC", 64, 0x7fc00000, "a number is not finite"),
        lie("UFAC", 8, 0, "3 x 0 elements do not fit"),
        lie("UFAC", 4, 0x40000000, "elements do not fit"),
        lie("CATI", 0, 5, "10 texts are not those of the cells"),
        lie("CATI", 8, 1, "10 texts are not those of the cells"),
        lie("HIST", 0, 4, "4 rows with 6 entries do not fit"),
        lie("HIST", 8, 5, "3 rows with 5 entries do not fit"),
        lie("HIST", 16, 3, "the columns of row 1 are not in order"),
        lie("HIST", 16, 5, "HIST"),
        lie("HIST", 64, 1, "the offsets of the rows are not in order"),
        lie("HIST", 72, 7, "the offsets of the rows are not in order"),
        lie("HIST", 88, 5, "the offsets of the rows do not end at the number of entries"),
        lie("HIST", 96, 1, "the columns of row 0 are not in order"),
        lie("HIST", 96, -1, "the columns of row 0 are not in order"),
        lie("HIST", 120, 0xff800000, "a value is not finite"));
  }

  private static Arguments lie(String section, int at, int value, String message) {
    return Arguments.of(section, at, value, message);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void liesAreNamed(String section, int at, int value, String message) throws IOException {
    byte[] file = whole.clone();
    HostileFiles.view(file).putInt(HostileFiles.payload(file, section) + at, value);
    HostileFiles.mend(file);
    ModelFileReport report = ModelCheck.check(new ByteChannel(file), NAME);
    assertThat(report.fault().orElseThrow().reason()).isEqualTo(ModelFileException.Reason.CORRUPT);
    try {
      ModelFile.read(new ByteChannel(file), NAME);
    } catch (ModelFileException e) {
      assertThat(e).hasMessageContaining(message);
      return;
    }
    throw new AssertionError("opened");
  }

  /** Changes of the table: holes, overlaps, doubles, exchanged order. */
  @Test
  void everyLieInTheTableIsFound() throws IOException {
    long[] shifts = {-64, -1, 1, 64, 1L << 31, 1L << 32, Long.MIN_VALUE};
    int sections = HostileFiles.view(whole).getInt(16);
    for (int i = 0; i < sections; i++) {
      int entry = HostileFiles.HEADER + HostileFiles.ENTRY * i;
      for (long shift : shifts) {
        for (int field : new int[] {8, 16}) {
          byte[] file = whole.clone();
          long number = HostileFiles.view(file).getLong(entry + field);
          HostileFiles.view(file).putLong(entry + field, number + shift);
          assertRefused(HostileFiles.mend(file));
        }
      }
      byte[] twice = whole.clone();
      System.arraycopy(whole, HostileFiles.HEADER, twice, entry, 8);
      if (i > 0) {
        assertRefused(HostileFiles.mend(twice));
      }
    }
  }

  @Test
  void everyByteOfPaddingIsZero() throws IOException {
    int sections = HostileFiles.view(whole).getInt(16);
    int checked = 0;
    for (int i = 0; i < sections; i++) {
      int entry = HostileFiles.HEADER + HostileFiles.ENTRY * i;
      long offset = HostileFiles.view(whole).getLong(entry + 8);
      long end = offset + HostileFiles.view(whole).getLong(entry + 16);
      for (long at = end; at % 64 != 0; at++) {
        byte[] file = whole.clone();
        file[(int) at] = 1;
        assertRefused(HostileFiles.mend(file));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  private static void assertRefused(byte[] file) throws IOException {
    try {
      ModelFile.read(new ByteChannel(file), NAME);
    } catch (ModelFileException e) {
      return;
    }
    throw new AssertionError("opened");
  }

  /** Numbers up to 2^63 where a count stands, and no memory is asked for. */
  @Test
  void hugeCountsTakeNoMemory() {
    com.sun.management.ThreadMXBean thread =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    for (String section : new String[] {"UIDS", "UCNT", "UBIA", "CATI", "UFAC", "HIST"}) {
      for (long number : NUMBERS) {
        byte[] file = whole.clone();
        HostileFiles.view(file).putLong(HostileFiles.payload(file, section), number);
        HostileFiles.mend(file);
        long before = thread.getCurrentThreadAllocatedBytes();
        assertHarmless(file, section + " " + number);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as(section + " " + number).isLessThan(8 << 20);
      }
    }
  }
}
