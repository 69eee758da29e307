package dev.sapor.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.model.FactorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same for a model that keeps samples of a posterior, with days. */
final class HostileSampledFileTest extends HostileFileTest {

  @Override
  FactorModel model() {
    return TinyModel.sampled();
  }

  /** One change each, with a word of what must be said of it by opening and by verifying. */
  static Stream<Arguments> liesOfSamples() {
    return Stream.of(
        Arguments.of("SNOI", 68, 0x80000000, "a precision of the posterior is not above 0"),
        Arguments.of("SUPR", 72, 0, "a precision of the posterior is not above 0"),
        Arguments.of("DAYS", 0, 0, "a day must have at least 1 unit of time (got 0)"),
        Arguments.of("DAYS", 8, 4, "a count of 4 does not fit"),
        Arguments.of("DAYS", 8, 2, "8 bytes are left over"),
        Arguments.of("DAYS", 24, -1, "the days are not in order"),
        Arguments.of("LEVL", 68, 0, "the levels or their thresholds are not in order"),
        Arguments.of("LEVL", 0, 2, "2 x 1 elements do not fit"),
        Arguments.of("STHR", 64, 0x3f000000, "the levels or their thresholds are not in order"),
        Arguments.of("SUBI", 64, 0x7fc00000, "a number is not finite"),
        Arguments.of("SDFA", 64, 0x7fc00000, "a number is not finite"),
        Arguments.of("SDPR", 64, 0, "a precision of the days is not above 0"),
        Arguments.of("HDAY", 64, -1, "a count is negative"),
        Arguments.of("HDAY", 68, Integer.MAX_VALUE, "of 3"),
        Arguments.of("HDAY", 68, 3, "of 3"));
  }

  @ParameterizedTest
  @MethodSource("liesOfSamples")
  void liesOfSamplesAreNamed(String section, int at, int value, String message) throws IOException {
    byte[] file = TinyModel.bytes(model());
    HostileFiles.view(file).putInt(HostileFiles.payload(file, section) + at, value);
    HostileFiles.mend(file);
    Path name = Path.of("m.sapor");
    ModelFileReport report = ModelCheck.check(new ByteChannel(file), name);
    assertThat(report.fault().orElseThrow().reason()).isEqualTo(ModelFileException.Reason.CORRUPT);
    try {
      ModelFile.read(new ByteChannel(file), name);
    } catch (ModelFileException e) {
      assertThat(e).hasMessageContaining(message);
      return;
    }
    throw new AssertionError("opened");
  }
}
