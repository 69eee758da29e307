package dev.sapor.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.model.FactorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of each version of the format that was ever released. They are never changed: what Sapor
 * wrote once must load for ever. A later version of the format gets files of its own beside them.
 */
class GoldenFileTest {

  @TempDir Path directory;

  private static byte[] golden(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(GoldenFileTest.class.getResourceAsStream(name), name)) {
      return file.readAllBytes();
    }
  }

  private FactorModel open(byte[] bytes) throws IOException {
    return ModelFile.open(Files.write(directory.resolve("m.sapor"), bytes));
  }

  @Test
  void version1Loads() throws IOException {
    FactorModel model = open(golden("model-1.0.sapor"));
    assertThat(model.users()).isEqualTo(TinyModel.users());
    assertThat(model.items()).isEqualTo(TinyModel.items());
    assertThat(model.record()).isEqualTo(TinyModel.full().record());
    assertThat(model.range()).isEqualTo(TinyModel.full().range());
    assertThat(model.factors().mean()).isEqualTo(3.5f);
    assertThat(model.factors().users().toArrays())
        .isDeepEqualTo(TinyModel.factors(0).users().toArrays());
    assertThat(model.factors().items().toArrays())
        .isDeepEqualTo(TinyModel.factors(0).items().toArrays());
    assertThat(model.factors().itemBiases()).containsExactly(1, -1, 0.5f, -0.0625f);
    assertThat(model.catalog().title(2)).contains("Caf\u00e9 \uD83C\uDFAC");
    assertThat(model.history().orElseThrow().byUser().nonZeros()).isEqualTo(6);
  }

  @Test
  void version1WithoutOptionalPartsLoads() throws IOException {
    FactorModel model = open(golden("model-1.0-bare.sapor"));
    assertThat(model.history()).isEmpty();
    assertThat(model.catalog().columns()).isEmpty();
    assertThat(model.factors().mean()).isZero();
  }

  @Test
  void todaysBytesAreThoseOfVersion1() throws IOException {
    assertThat(TinyModel.bytes(TinyModel.full())).isEqualTo(golden("model-1.0.sapor"));
    assertThat(TinyModel.bytes(TinyModel.bare())).isEqualTo(golden("model-1.0-bare.sapor"));
  }

  /** Optional sections of a later minor version are passed over, required ones are not. */
  @Test
  void unknownSections() throws IOException {
    byte[] optional = golden("model-1.0.sapor");
    int entry = HostileFiles.entry(optional, "CATI");
    optional[entry] = 'X';
    HostileFiles.view(optional).putShort(10, (short) 7);
    FactorModel model = open(HostileFiles.mend(optional));
    assertThat(model.catalog().known()).isZero();

    HostileFiles.view(optional).putInt(entry + 24, 1);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> open(HostileFiles.mend(optional))))
        .isInstanceOfSatisfying(
            ModelFileException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelFileException.Reason.UNSUPPORTED_VERSION))
        .hasMessageContaining("section XATI is not known to this Sapor");
  }
}
