package dev.sapor.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.model.FactorModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage of every kind is found, by opening and by verifying alike, and told in one line. */
class DamagedFileTest {

  private static final Path NAME = Path.of("some", "m.sapor");
  private final byte[] whole = TinyModel.bytes(model());

  private static final IntUnaryOperator[] CHANGES = {
    b -> b ^ 0x01, b -> b ^ 0x02, b -> b ^ 0x08, b -> b ^ 0x20, b -> b ^ 0x80,
    b -> 0x00, b -> 0xff, b -> b + 1, b -> b - 1, b -> ~b,
  };

  /** The model whose file is changed. */
  FactorModel model() {
    return TinyModel.full();
  }

  private static FactorModel open(byte[] file) throws IOException {
    return ModelFile.read(new ByteChannel(file), NAME);
  }

  private static void assertRefused(byte[] file, String how) {
    ModelFileException opened = null;
    try {
      open(file);
    } catch (ModelFileException e) {
      opened = e;
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError(how + ": not a " + ModelFileException.class, e);
    }
    assertThat(opened).as(how).isNotNull();
    assertThat(opened).as(how).hasMessageStartingWith(NAME + ": ").hasMessageNotContaining("\n");
    try {
      ModelFileReport report = ModelCheck.check(new ByteChannel(file), NAME);
      assertThat(report.isSound()).as(how + ": verify").isFalse();
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError(how + ": verify", e);
    }
  }

  @Test
  void everyByteChangedInTenWaysIsFound() {
    int changed = 0;
    for (int at = 0; at < whole.length; at++) {
      for (IntUnaryOperator change : CHANGES) {
        byte[] file = whole.clone();
        file[at] = (byte) change.applyAsInt(file[at]);
        if (file[at] != whole[at]) {
          assertRefused(file, "byte %d: %d -> %d".formatted(at, whole[at], file[at]));
          changed++;
        }
      }
    }
    // 0 -> 0x00 and 0xff -> 0xff change nothing: at least eight of ten always do.
    assertThat(changed).isGreaterThan(8 * whole.length);
  }

  @Test
  void everyTruncationIsFound() {
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "first " + length + " bytes");
    }
  }

  @Test
  void everyTruncationWithMendedHeaderIsFound() {
    for (int length = 64; length < whole.length; length++) {
      byte[] file = HostileFiles.mendLength(Arrays.copyOf(whole, length));
      assertRefused(file, "first " + length + " bytes, mended");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 4096})
  void appendedBytesAreFound(int count) {
    byte[] file = Arrays.copyOf(whole, whole.length + count);
    assertRefused(file, count + " zeros appended");
    assertRefused(HostileFiles.mendLength(file), count + " zeros appended, mended");
    Arrays.fill(file, whole.length, file.length, (byte) 0x5a);
    HostileFiles.view(file).putLong(24, whole.length);
    assertRefused(HostileFiles.mend(file), count + " bytes appended");
  }

  @Test
  void exchangedSectionsAreFound() {
    byte[] file = whole.clone();
    int users = HostileFiles.payload(file, "UIDS");
    System.arraycopy(whole, HostileFiles.payload(file, "IIDS"), file, users, 64);
    assertRefused(file, "section over another");
  }

  @Test
  void lateTruncationOfAFileBeingReadIsFound() {
    // The size was read before: the channel ends earlier than it said.
    ByteChannel shrinking =
        new ByteChannel(Arrays.copyOf(whole, whole.length - 100)) {
          @Override
          public long size() {
            return whole.length;
          }
        };
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> ModelFile.read(shrinking, NAME))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("the file ends here");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64, 1000})
  void shortReadsChangeNothing(int atOnce) throws IOException {
    FactorModel model = ModelFile.read(new ByteChannel(whole, atOnce), NAME);
    assertThat(TinyModel.bytes(model)).isEqualTo(whole);
  }

  @Test
  void faultsAreOfTheRightKind() {
    assertReason(new byte[0], ModelFileException.Reason.CORRUPT);
    assertReason(
        "user,item\n1,2\n".getBytes(StandardCharsets.UTF_8), ModelFileException.Reason.WRONG_KIND);
    assertReason(new byte[1 << 20], ModelFileException.Reason.WRONG_KIND);
    assertReason(Arrays.copyOf(whole, 40), ModelFileException.Reason.CORRUPT);
    byte[] newer = whole.clone();
    HostileFiles.view(newer).putShort(8, (short) 2);
    assertReason(HostileFiles.mend(newer), ModelFileException.Reason.UNSUPPORTED_VERSION);
    byte[] other = whole.clone();
    HostileFiles.view(other).putInt(12, 77);
    assertReason(HostileFiles.mend(other), ModelFileException.Reason.WRONG_KIND);
  }

  private static void assertReason(byte[] file, ModelFileException.Reason reason) {
    try {
      open(file);
    } catch (ModelFileException e) {
      assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
      return;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("opened");
  }

  @Test
  void verifyNamesTheSectionAndGoesOn() throws IOException {
    byte[] file = whole.clone();
    file[HostileFiles.payload(file, "UFAC") + 70] ^= 4;
    file[HostileFiles.payload(file, "RECD") + 3] ^= 4;
    ModelFileReport report = ModelCheck.check(new ByteChannel(file), NAME);
    assertThat(report.sections())
        .filteredOn(s -> s.fault().isPresent())
        .extracting(s -> s.info().id())
        .containsExactly("RECD", "UFAC");
    assertThat(report.fault().orElseThrow())
        .hasMessageContaining("section RECD, byte ")
        .hasMessageEndingWith("the checksum does not match");
  }
}
