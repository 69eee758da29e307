package dev.sapor.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.model.Calendar;
import dev.sapor.model.DayEffects;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

  @TempDir Path directory;

  @Test
  void comesBackAsItWas() throws IOException {
    Path file = directory.resolve("m.sapor");
    FactorModel written = TinyModel.full();
    ModelFile.write(written, file);
    FactorModel read = ModelFile.open(file);

    assertThat(read.goal()).isEqualTo(Goal.PREDICT);
    assertThat(read.users()).isEqualTo(TinyModel.users());
    assertThat(read.items()).isEqualTo(TinyModel.items());
    assertThat(read.record()).isEqualTo(written.record());
    assertThat(read.range()).isEqualTo(written.range());
    assertThat(read.factors().mean()).isEqualTo(3.5f);
    assertThat(read.factors().users().toArrays())
        .isDeepEqualTo(written.factors().users().toArrays());
    assertThat(read.factors().items().toArrays())
        .isDeepEqualTo(written.factors().items().toArrays());
    assertThat(read.factors().userBiases()).containsExactly(written.factors().userBiases());
    assertThat(read.factors().itemBiases()).containsExactly(written.factors().itemBiases());
    assertThat(read.userCount(2)).isEqualTo(3);
    assertThat(read.itemCount(2)).isZero();
    assertThat(read.catalog().columns()).containsExactly("title", "year");
    assertThat(read.catalog().title(0)).contains("Seven");
    assertThat(read.catalog().value(2, "year")).isEmpty();
    assertThat(read.catalog().title(2)).contains("Caf\u00e9 \uD83C\uDFAC");
    assertThat(read.catalog().known()).isEqualTo(2);
    CsrMatrix history = read.history().orElseThrow().byUser();
    assertThat(history.nonZeros()).isEqualTo(6);
    assertThat(history.value(history.find(2, 1))).isEqualTo(4.5f);
    assertThat(TinyModel.bytes(read)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void theDigestIsThatOfTheBytes() throws IOException {
    Path file = Files.writeString(directory.resolve("abc"), "abc");
    assertThat(ModelFile.digest(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Path large = Files.write(directory.resolve("large"), new byte[1_000_000]);
    assertThat(ModelFile.digest(large))
        .isEqualTo("d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025");
    assertThatThrownBy(() -> ModelFile.digest(directory.resolve("no")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void comesBackWithItsSamplesAndDays() throws IOException {
    Path file = directory.resolve("m.sapor");
    FactorModel written = TinyModel.sampled();
    ModelFile.write(written, file);
    FactorModel read = ModelFile.open(file);
    DayEffects days = Objects.requireNonNull(read.posterior().orElseThrow().days());
    DayEffects expected = Objects.requireNonNull(written.posterior().orElseThrow().days());
    assertThat(days.calendar().ticksPerDay()).isEqualTo(86_400);
    assertThat(days.calendar().size()).isEqualTo(3);
    assertThat(days.calendar().indexOf(10 * 86_400 + 86_399)).isEqualTo(1);
    assertThat(days.calendar().indexOf(11 * 86_400)).isEqualTo(Calendar.UNKNOWN);
    assertThat(days.calendar().indexOf(-3 * 86_400)).isZero();
    assertThat(days.factors().toArrays()).isDeepEqualTo(expected.factors().toArrays());
    assertThat(days.biases().toArrays()).isDeepEqualTo(expected.biases().toArrays());
    assertThat(days.precisions().toArrays()).isDeepEqualTo(expected.precisions().toArrays());
    assertThat(Objects.requireNonNull(read.history().orElseThrow().days()).get(3)).isEqualTo(2);
    assertThat(TinyModel.bytes(read)).isEqualTo(Files.readAllBytes(file));
    assertThat(ModelFile.open(file).withoutHistory().history()).isEmpty();
  }

  @Test
  void comesBackWithoutWhatIsOptional() throws IOException {
    Path file = directory.resolve("m.sapor");
    ModelFile.write(TinyModel.bare(), file);
    FactorModel read = ModelFile.open(file);
    assertThat(read.goal()).isEqualTo(Goal.RECOMMEND);
    assertThat(read.history()).isEmpty();
    assertThat(read.catalog().known()).isZero();
    assertThat(TinyModel.bytes(read)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void summaryTellsWhatTheModelIs() throws IOException {
    Path file = directory.resolve("m.sapor");
    ModelFile.write(TinyModel.full(), file);
    ModelSummary summary = ModelFile.inspect(file);
    assertThat(summary.users()).isEqualTo(3);
    assertThat(summary.items()).isEqualTo(4);
    assertThat(summary.factors()).isEqualTo(2);
    assertThat(summary.record()).isEqualTo(TinyModel.full().record());
    assertThat(summary.hasHistory()).isTrue();
    assertThat(summary.bytes()).isEqualTo(Files.size(file));
    assertThat(summary.sections()).hasSize(12);
  }

  @Test
  void verifyFindsASoundFileSound() throws IOException {
    Path file = directory.resolve("m.sapor");
    ModelFile.write(TinyModel.full(), file);
    ModelFileReport report = ModelFile.verify(file);
    assertThat(report.isSound()).isTrue();
    assertThat(report.sections()).hasSize(12).allMatch(s -> s.fault().isEmpty());
    assertThat(report.bytes()).isEqualTo(Files.size(file));
  }

  @Test
  void missingFileIsAPlainIoException() {
    assertThatThrownBy(() -> ModelFile.open(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> ModelFile.verify(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
