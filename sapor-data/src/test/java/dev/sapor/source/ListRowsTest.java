package dev.sapor.source;

import static dev.sapor.source.TextCase.bytes;
import static dev.sapor.source.TextCase.failure;
import static dev.sapor.source.TextCase.read;
import static dev.sapor.source.TextCase.rows;
import static dev.sapor.source.TextCase.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Lists of items, one user a line. */
class ListRowsTest {

  private static final ReadOptions LISTS = ReadOptions.defaults().withLists(true);

  @Test
  void everyItemIsAClick() {
    LoadedInteractions loaded = read("7 1 2 3\n007 2\n", LISTS);
    assertThat(rows(loaded)).containsExactly("007/2=1.0", "7/1=1.0", "7/2=1.0", "7/3=1.0");
    assertThat(loaded.interactions().rated()).isFalse();
    assertThat(loaded.interactions().times()).isEmpty();
    assertThat(loaded.report().counts().rows()).isEqualTo(4);
  }

  @Test
  void aUserMayStandOnSeveralLinesAndAlone() {
    LoadedInteractions loaded = read("a x y\nb\nc \n\na z x\r\n", LISTS);
    assertThat(rows(loaded)).containsExactly("a/x=1.0", "a/y=1.0", "a/z=1.0");
    assertThat(loaded.interactions().users().ids()).containsExactly("a");
    LineCounts counts = loaded.report().counts();
    assertThat(counts.rows()).isEqualTo(4);
    assertThat(counts.blankLines()).isEqualTo(3);
    assertThat(loaded.report().mergedDuplicates()).isEqualTo(1);
  }

  @Test
  void blanksAtTheEndMeanNothing() {
    assertThat(rows(read("a x  \nb y ", LISTS))).containsExactly("a/x=1.0", "b/y=1.0");
  }

  @Test
  void faultsHaveTheirPlace() {
    DataException gap = failure(text("a x\nb y  z\n"), LISTS);
    assertThat(gap.fault()).isEqualTo(DataFault.EMPTY_ID);
    assertThat(gap.line()).hasValue(2);
    assertThat(gap.column()).hasValue(3);
    DataException indented = failure(text("a x\n b y\n"), LISTS);
    assertThat(indented.fault()).isEqualTo(DataFault.EMPTY_ID);
    assertThat(indented.line()).hasValue(2);
    assertThat(indented.column()).hasValue(1);
    DataException latin =
        failure(bytes("a x\nb \u00e9\n".getBytes(StandardCharsets.ISO_8859_1)), LISTS);
    assertThat(latin.fault()).isEqualTo(DataFault.BAD_ENCODING);
    assertThat(latin.line()).hasValue(2);
    DataException nul = failure(text("a x\nb \0y\n"), LISTS);
    assertThat(nul.fault()).isEqualTo(DataFault.NUL_BYTE);
    DataException tooLong = failure(text("a x\nb " + "y".repeat(1025) + "\n"), LISTS);
    assertThat(tooLong.fault()).isEqualTo(DataFault.ID_TOO_LONG);
    assertThat(tooLong.column()).hasValue(2);
  }

  @Test
  void badItemsCanBeLeftOut() {
    LoadedInteractions loaded =
        read("a x  y\n b z\nc w\n", LISTS.withBadRows(BadRowPolicy.skip(2)));
    assertThat(rows(loaded)).containsExactly("a/x=1.0", "a/y=1.0", "c/w=1.0");
    assertThat(loaded.report().counts().rejected()).isEqualTo(2);
    DataException more =
        failure(text("a x  y\n b z\nc w\n"), LISTS.withBadRows(BadRowPolicy.skip(1)));
    assertThat(more.fault()).isEqualTo(DataFault.TOO_MANY_BAD_ROWS);
  }

  /** Rows in commas or tabs are no lists; that is said, not taken for users without items. */
  @Test
  void rowsAreNotTakenForLists() {
    assertThat(failure(text("1,2,5\n1,3,4\n"), LISTS).fault()).isEqualTo(DataFault.EMPTY_INPUT);
    assertThat(failure(text("1\t2\t5\n"), LISTS).fault()).isEqualTo(DataFault.EMPTY_INPUT);
  }

  @Test
  void anotherDelimiterCanBeGiven() {
    assertThat(rows(read("a,x y,z\n", LISTS.withDelimiter(","))))
        .containsExactly("a/x y=1.0", "a/z=1.0");
  }

  @Test
  void gzipIsToldByItsBytes() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("a x y\nb x\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(rows(InteractionReader.read(bytes(packed.toByteArray()), LISTS)))
        .containsExactly("a/x=1.0", "a/y=1.0", "b/x=1.0");
  }

  @Test
  void pairsStreamWithTheirLines() {
    List<String> pairs = new ArrayList<>();
    PairReader.read(
        text("a x y\nb\nc x\n"),
        LISTS,
        ReadListener.NONE,
        (user, item, line) -> pairs.add(user + "/" + item + ":" + line));
    assertThat(pairs).containsExactly("a/x:1", "a/y:1", "c/x:3");
  }

  @Test
  void onlyTextHoldsLists() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InteractionReader.read(SqlSource.of("SELECT 1"), LISTS))
        .withMessageContaining("lists can be read from text only");
  }

  /** A header that names a user and an item decides, whatever ids hold. */
  @Test
  void idsMayHoldOtherDelimiters() {
    String data = "user,item,rating\na::1::2::3::4,x;y;z;w,3\nb|c|d|e|f,\"p,q\",4\n";
    assertThat(rows(read(data))).containsExactly("a::1::2::3::4/x;y;z;w=3.0", "b|c|d|e|f/p,q=4.0");
  }

  @Test
  void aTimeThatAPersonGivesIsReadAsThoseOfData() {
    assertThat(Timestamps.parse("2020-01-01")).hasValue(1577836800);
    assertThat(Timestamps.parse("874724710")).hasValue(874724710);
    assertThat(Timestamps.parse("yesterday")).isEmpty();
    assertThat(Timestamps.parse("")).isEmpty();
  }

  @Test
  void gowallaHasItsPublishedCounts() {
    // Tests run in the folder of their module.
    Path folder = Path.of("..", "..", "shared", "data", "gowalla");
    if (!Files.exists(folder)) {
      System.out.println("skipped: ../shared/data/gowalla is not there");
    }
    assumeTrue(Files.exists(folder), "../shared/data/gowalla is not there");
    LoadedInteractions train =
        InteractionReader.read(TextSource.of(folder.resolve("train.txt.gz")), LISTS);
    assertThat(train.interactions().size()).isEqualTo(810_128);
    assertThat(train.interactions().users().size()).isEqualTo(29_858);
    LoadedInteractions test =
        InteractionReader.read(TextSource.of(folder.resolve("test.txt.gz")), LISTS);
    assertThat(test.interactions().size()).isEqualTo(217_242);
  }
}
