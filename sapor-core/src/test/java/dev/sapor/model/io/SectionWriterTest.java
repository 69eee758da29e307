package dev.sapor.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.FactorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections of every form, written and read again; what a writer must refuse. */
class SectionWriterTest {

  private static final FileKind KIND =
      new FileKind(99, "test file", Set.of("RECS", "MATX", "FLTS", "INTS", "TXTS", "CSRM"));

  @TempDir Path directory;

  @Test
  void everyFormComesBack() throws IOException {
    FloatMatrix matrix = FloatMatrix.of(new float[][] {{1, -0.0f, 3}, {4, 5, Float.MIN_VALUE}});
    CsrMatrix csr =
        new CsrMatrix(5, new long[] {0, 0, 2}, IntColumn.of(1, 4), FloatColumn.of(2, -3));
    Path file = directory.resolve("f");
    new SectionWriter(KIND)
        .record(
            "RECS",
            0,
            out -> {
              out.writeInt(-1);
              out.writeLong(Long.MIN_VALUE);
              out.writeFloat(0.1f);
              out.writeDouble(Double.NaN);
              out.writeString("\uFFFD \uD83C\uDFAC");
              out.writeString("");
            })
        .matrix("MATX", 0, matrix)
        .matrix("MATX", 7, FloatMatrix.zeros(0, 4))
        .floats("FLTS", 0, new float[] {1.5f})
        .ints("INTS", 0, new int[] {Integer.MIN_VALUE, 0, 3})
        .strings("TXTS", 0, List.of("b", "", "a", "b"))
        .csr("CSRM", 0, csr)
        .save(file);
    try (SectionReader reader = SectionReader.open(file, KIND)) {
      List<Object> values =
          reader.record(
              "RECS",
              0,
              in ->
                  List.of(
                      in.readInt(),
                      in.readLong(),
                      in.readFloat(),
                      in.readDouble(),
                      in.readString(),
                      in.readString()));
      assertThat(values)
          .containsExactly(-1, Long.MIN_VALUE, 0.1f, Double.NaN, "\uFFFD \uD83C\uDFAC", "");
      assertThat(reader.matrix("MATX", 0).toArrays()).isDeepEqualTo(matrix.toArrays());
      assertThat(reader.matrix("MATX", 7).rows()).isZero();
      assertThat(reader.floats("FLTS", 0)).containsExactly(1.5f);
      assertThat(reader.ints("INTS", 0)).containsExactly(Integer.MIN_VALUE, 0, 3);
      assertThat(reader.strings("TXTS", 0)).containsExactly("b", "", "a", "b");
      CsrMatrix read = reader.csr("CSRM", 0);
      assertThat(read.rows()).isEqualTo(2);
      assertThat(read.value(read.find(1, 4))).isEqualTo(-3);
      assertThat(reader.contains("MATX", 7)).isTrue();
      assertThat(reader.contains("MATX", 1)).isFalse();
      reader.checkRest();
    }
  }

  /** Rows that do and do not divide the buffers of reader and writer. */
  @ParameterizedTest
  @CsvSource({"1,1", "1,2000003", "70001,37", "20000,64", "2000003,1"})
  void matricesOfManySizesComeBack(int rows, int columns) throws IOException {
    FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      RandomStream random = RandomStream.of(5, "row", i);
      for (int column = 0; column < columns; column++) {
        row[column] = (float) random.nextGaussian();
      }
      matrix.setRow(i, row);
    }
    Path file = directory.resolve("f");
    new SectionWriter(KIND).matrix("MATX", 0, matrix).save(file);
    assertThat(Files.size(file)).isEqualTo(FileHeader.align(192 + 4L * rows * columns));
    try (SectionReader reader = SectionReader.open(file, KIND)) {
      FloatMatrix read = reader.matrix("MATX", 0);
      for (int i = 0; i < rows; i++) {
        assertThat(Arrays.equals(read.row(i), matrix.row(i))).as("row %d", i).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,36", "1,15", "2,3"})
  void numbersThatAreNotFiniteAreNotWritten(int row, int column) {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}) {
      FloatMatrix matrix = FloatMatrix.zeros(3, 37);
      matrix.set(row, column, bad);
      Path file = directory.resolve("f");
      assertThatThrownBy(() -> new SectionWriter(KIND).matrix("MATX", 0, matrix).save(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a number of the MATX is not finite");
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void contentThatChangesWhileItIsWrittenIsNotSaved() throws IOException {
    Path file = directory.resolve("f");
    Files.writeString(file, "old");
    int[] passes = {0};
    SectionWriter writer =
        new SectionWriter(KIND).record("RECS", 0, out -> out.writeInt(passes[0]++));
    assertThatThrownBy(() -> writer.save(file))
        .isInstanceOf(ConcurrentModificationException.class)
        .hasMessage("section RECS was changed while it was written");
    assertThat(file).hasContent("old");
  }

  @Test
  void halvesOfSurrogatePairsAreNotWritten() {
    SectionWriter writer = new SectionWriter(KIND);
    assertThatThrownBy(() -> writer.strings("TXTS", 0, List.of("a\uD83C")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("half of a surrogate pair");
  }

  @Test
  void callersErrorsAreTold() {
    SectionWriter writer = new SectionWriter(KIND).ints("INTS", 0, new int[0]);
    assertThatThrownBy(() -> writer.ints("INTS", 0, new int[0]))
        .hasMessage("section INTS[0] is there");
    assertThatThrownBy(() -> writer.ints("NONE", 0, new int[0]))
        .hasMessage("a test file has no section NONE[0]");
    assertThatThrownBy(() -> writer.ints("INTS", -1, new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.matrix("MATX", 0, FloatMatrix.zeros(2, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FileKind(1, "x", Set.of("abcd")))
        .hasMessage("a section id is four capital letters (got 'abcd')");
  }

  @Test
  void sectionsOfRequiredKindThatNobodyReadAreRefused() throws IOException {
    Path file = directory.resolve("f");
    new SectionWriter(KIND).ints("INTS", 0, new int[0]).ints("INTS", 1, new int[0]).save(file);
    try (SectionReader reader = SectionReader.open(file, KIND)) {
      assertThat(reader.ints("INTS", 0)).isEmpty();
      assertThatThrownBy(reader::checkRest)
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("section INTS[1] is not known to this Sapor");
      assertThatThrownBy(() -> reader.floats("FLTS", 0))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("there is no section FLTS");
    }
  }

  @Test
  void anotherKindIsNamed() throws IOException {
    Path file = directory.resolve("f");
    new SectionWriter(KIND).ints("INTS", 0, new int[0]).save(file);
    assertThatThrownBy(() -> ModelFile.open(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(file + ": not a model: the file is of kind 99 (a model is 1)");
  }

  @Test
  void aModelThatIsChangedBehindItsBackIsNotSaved() {
    FactorModel model = TinyModel.full();
    model.factors().userBiases()[1] = Float.NaN;
    Path file = directory.resolve("f");
    assertThatThrownBy(() -> ModelFile.write(model, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not finite");
    assertThat(file).doesNotExist();
  }
}
