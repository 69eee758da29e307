package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sapor.source.InputAccessException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names of data mean, and how their bytes are opened. */
final class SourceNamesTest {

  @TempDir private Path folder;

  private static InputStream stdin(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private LoadedInteractions read(String... names) {
    Source source = Source.of(List.of(names), stdin("s,t,1\n"));
    return InteractionReader.read(source, ReadOptions.defaults());
  }

  private String write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toString();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void filesAndStandardInputAreReadInOrder() throws IOException {
    LoadedInteractions loaded =
        read(write("b.csv", "user,item,rating\na,x,1\n"), "-", write("a.tsv", "a\tx\t2\n"));
    assertThat(TextCase.rows(loaded)).containsExactly("a/x=2.0", "s/t=1.0");
    assertThat(loaded.report().sources()).hasSize(3).element(1).isEqualTo("stdin");
    assertThat(loaded.report().counts().lines()).isEqualTo(4);
  }

  @Test
  void patternsMatchInSortedOrder() throws IOException {
    write("d/p1.csv", "a,x,1\n");
    write("d/p10.csv", "a,x,10\n");
    write("d/p2.csv", "a,x,2\n");
    write("d/other.txt", "a,x,9\n");
    write("d/deep/p3.csv", "a,x,3\n");
    assertThat(TextCase.rows(read(folder + "/d/p*.csv"))).containsExactly("a/x=2.0");
    assertThat(read(folder + "/*/p?.csv").report().sources()).hasSize(2);
    assertThat(TextCase.rows(read(folder + "/d/p{1,10}.csv"))).containsExactly("a/x=10.0");
    assertThat(read(folder + "/**.csv").report().sources()).hasSize(4);
  }

  @Test
  void aFileWhoseNameLooksLikeAPatternIsRead() throws IOException {
    assertThat(TextCase.rows(read(write("a[1].csv", "a,x,7\n")))).containsExactly("a/x=7.0");
  }

  @Test
  void whatCannotBeReachedIsSaidSo() throws IOException {
    assertThat(accessFault(folder + "/none.csv").kind()).isEqualTo(Kind.MISSING);
    assertThat(accessFault(folder + "/*.none").kind()).isEqualTo(Kind.MISSING);
    assertThat(accessFault(folder + "/none/*.csv").kind()).isEqualTo(Kind.MISSING);
    assertThat(accessFault(folder.toString()).kind()).isEqualTo(Kind.DIRECTORY);
    assertThat(accessFault(folder + "/none.parquet").kind()).isEqualTo(Kind.MISSING);
    assertThat(accessFault("a\0b").kind()).isEqualTo(Kind.MISSING);
    Path locked = Path.of(write("locked.csv", "a,x,1\n"));
    if (locked.toFile().setReadable(false) && !Files.isReadable(locked)) {
      assertThat(accessFault(locked.toString()).kind()).isEqualTo(Kind.NO_PERMISSION);
    } else {
      System.out.println(
          "not checked: a file that may not be read (this user may read everything)");
    }
  }

  private static InputAccessException accessFault(String name) {
    return catchThrowableOfType(
        InputAccessException.class, () -> Source.of(List.of(name), stdin("")));
  }

  @Test
  void misuseIsTheCallers() throws IOException {
    assertThatIllegalArgumentException().isThrownBy(() -> Source.of(List.of(), stdin("")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Source.of(List.of("jdbc:sqlite:x"), stdin("")));
    String text = write("a.csv", "a,x,1\n");
    String parquet = write("b.parquet", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Source.of(List.of(text, parquet), stdin("")))
        .withMessageContaining("together");
  }

  @Test
  void filesOfOneInputMustAgreeOnTheirColumns() throws IOException {
    DataException fault =
        TextCase.failure(
            Source.of(List.of(write("a.csv", "a,x,1\n"), write("b.csv", "a,x\n")), stdin("")),
            ReadOptions.defaults());
    assertThat(fault.fault()).isEqualTo(DataFault.INCONSISTENT_COLUMNS);
    assertThat(fault).hasMessageContaining("ratings").hasMessageContaining("b.csv");
  }

  @Test
  void gzipIsToldByItsMagicBytes() throws IOException {
    Path file = folder.resolve("named.csv");
    Files.write(file, gzip("a,x,1\nb,y,2\n"));
    assertThat(TextCase.rows(read(file.toString()))).containsExactly("a/x=1.0", "b/y=2.0");
    assertThat(TextCase.rows(read(write("plain.gz", "a,x,1\n")))).containsExactly("a/x=1.0");
  }

  @Test
  void allMembersOfAGzipAreReadHoweverSlowlyTheyCome() throws IOException {
    InputStream slow =
        new SequenceInputStream(
            new ByteArrayInputStream(gzip("a,x,1\n")), new ByteArrayInputStream(gzip("b,y,2\n"))) {
          @Override
          public int available() {
            return 0;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 5));
          }
        };
    LoadedInteractions loaded =
        InteractionReader.read(
            new TextSource(List.of(TextInput.stream("slow", slow))), ReadOptions.defaults());
    assertThat(TextCase.rows(loaded)).containsExactly("a/x=1.0", "b/y=2.0");
  }

  @Test
  void damagedGzipIsAFaultOfTheData() throws IOException {
    byte[] whole = gzip("a,x,1\n".repeat(5000) + "b,y,2\n");
    byte[] cut = Arrays.copyOf(whole, whole.length - 5);
    assertThat(TextCase.failure(TextCase.bytes(cut), ReadOptions.defaults()).fault())
        .isEqualTo(DataFault.CORRUPT_GZIP);
    byte[] flipped = whole.clone();
    flipped[whole.length - 6] ^= 1;
    assertThat(TextCase.failure(TextCase.bytes(flipped), ReadOptions.defaults()).fault())
        .isEqualTo(DataFault.CORRUPT_GZIP);
  }

  @Test
  void aStreamThatBreaksIsAFaultOfTheInput() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("device gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("device gone");
          }
        };
    assertThat(
            catchThrowableOfType(
                InputAccessException.class,
                () ->
                    InteractionReader.read(
                        new TextSource(List.of(TextInput.stream("tape", broken))),
                        ReadOptions.defaults())))
        .hasMessage("reading failed: tape (device gone)");
  }
}
