package dev.sapor.source;

import static dev.sapor.source.TextCase.bytes;
import static dev.sapor.source.TextCase.failure;
import static dev.sapor.source.TextCase.read;
import static dev.sapor.source.TextCase.rows;
import static dev.sapor.source.TextCase.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.source.ReadOptions.Quoting;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines, delimiters, quotes, ids and encodings of text. */
final class TextRulesTest {

  private static final ReadOptions DEFAULTS = ReadOptions.defaults();

  @ParameterizedTest
  @ValueSource(strings = {",", "\t", ";", "|", "::"})
  void delimitersAreFound(String delimiter) {
    String data =
        "u,1,i,3.5,9\nv,2,j,4,8\n"
            .replace(",", delimiter)
            .replace("u" + delimiter, "u.")
            .replace("v" + delimiter, "v.");
    assertThat(rows(read(data))).containsExactly("u.1/i=3.5@9", "v.2/j=4.0@8");
  }

  @Test
  void theDelimiterWithMoreFieldsWins() {
    // Cut at the commas, every line would have two fields.
    DataException decimalComma = failure("1;2;4,5\n1;3;3,5\n");
    assertThat(decimalComma.fault()).isEqualTo(DataFault.BAD_NUMBER);
    assertThat(decimalComma.found()).isEqualTo("4,5");
    assertThat(rows(read("1::a|b::4\n2::c|d::5\n"))).containsExactly("1/a|b=4.0", "2/c|d=5.0");
  }

  @Test
  void aDelimiterCanBeGiven() {
    assertThat(rows(read("a,b c\n", DEFAULTS.withDelimiter(" ")))).containsExactly("a,b/c=1.0");
    assertThat(rows(read("a:::b::2\n", DEFAULTS.withDelimiter("::"))))
        .as("the first two colons separate, the third belongs to the field")
        .containsExactly("a/:b=2.0");
  }

  @Test
  void lineEndsOfAllUsualKindsAndNoneAtTheEnd() {
    assertThat(rows(read("a,x,1\r\nb,y,2\r\n"))).containsExactly("a/x=1.0", "b/y=2.0");
    assertThat(rows(read("a,x,1\nb,y,2"))).containsExactly("a/x=1.0", "b/y=2.0");
    assertThat(rows(read("a,x,1\r\nb,y,2\r"))).containsExactly("a/x=1.0", "b/y=2.0");
    assertThat(rows(read("a,x,1\r\nb,y,\"2\"\r"))).containsExactly("a/x=1.0", "b/y=2.0");
  }

  @Test
  void aCarriageReturnWithinALineIsBad() {
    DataException fault = failure("a,x,1\nb\rc,y,2\n");
    assertThat(fault.fault()).isEqualTo(DataFault.STRAY_CARRIAGE_RETURN);
    assertThat(fault.line()).hasValue(2);
    assertThat(fault).hasMessageContaining("b\\rc,y,2");
  }

  @Test
  void blankLinesAreCountedAndSkipped() {
    LoadedInteractions loaded = read("\na,x,1\n\r\n\nb,y,2\n\n");
    assertThat(rows(loaded)).containsExactly("a/x=1.0", "b/y=2.0");
    assertThat(loaded.report().counts().blankLines()).isEqualTo(4);
    assertThat(loaded.report().counts().lines()).isEqualTo(6);
  }

  @Test
  void quotedFieldsHoldDelimitersQuotesAndLineEnds() {
    LoadedInteractions loaded = read("\"a,b\",\"say \"\"x\"\"\",1\n\"c\nd\r\ne\",y,\"2\"\nf,z,3\n");
    assertThat(rows(loaded)).containsExactly("a,b/say \"x\"=1.0", "c\nd\r\ne/y=2.0", "f/z=3.0");
    assertThat(loaded.report().counts().lines()).isEqualTo(5);
    assertThat(loaded.report().counts().continuationLines()).isEqualTo(2);
  }

  @Test
  void aQuoteInTheMiddleIsAnOrdinaryCharacter() {
    assertThat(rows(read("a\"b,x y\"z,1\n"))).containsExactly("a\"b/x y\"z=1.0");
    assertThat(rows(read("a, \"x\",1\n"))).containsExactly("a/ \"x\"=1.0");
  }

  @Test
  void quotesMeanNothingInTabFilesUnlessTold() {
    assertThat(rows(read("\"a\t\"x\t1\n"))).containsExactly("\"a/\"x=1.0");
    assertThat(
            rows(read("\"a\t1\"\tx\t1\n", DEFAULTS.withDelimiter("\t").withQuoting(Quoting.YES))))
        .containsExactly("a\t1/x=1.0");
    assertThat(rows(read("\"a\",x,1\n", DEFAULTS.withQuoting(Quoting.NO))))
        .containsExactly("\"a\"/x=1.0");
  }

  @Test
  void anUnterminatedQuoteNamesTheLineWhereItOpened() {
    DataException fault = failure("a,x,1\nb,\"y,2\nc,z,3\n");
    assertThat(fault.fault()).isEqualTo(DataFault.UNTERMINATED_QUOTE);
    assertThat(fault.line()).hasValue(2);
    assertThat(fault.column()).hasValue(2);
    assertThat(fault).hasMessageStartingWith("the quote is never closed: data:2:2 (got 'b,\"y,2");
  }

  @Test
  void textBehindAQuoteNamesTheLineWhereItOpened() {
    DataException fault = failure("a,x,1\nb,\"y\nd\"e,2\n");
    assertThat(fault.fault()).isEqualTo(DataFault.BAD_QUOTE);
    assertThat(fault.line()).hasValue(2);
    assertThat(fault.column()).hasValue(2);
  }

  @Test
  void aForgottenQuoteCostsOneLineOnly() {
    LoadedInteractions loaded =
        read(
            "a,x,1\n\"b,y,2\nc,z,3\nd,\"w\"e,4\nf,v,5\n",
            DEFAULTS.withBadRows(BadRowPolicy.skip(2)));
    assertThat(rows(loaded)).containsExactly("a/x=1.0", "c/z=3.0", "f/v=5.0");
    assertThat(loaded.report().counts().rejectedByFault())
        .containsEntry(DataFault.BAD_QUOTE, 2L)
        .hasSize(1);
  }

  @Test
  void idsAreOpaqueBytes() {
    assertThat(rows(read("007, 7 ,1\n7,+7,2\n7.0,\u00e9,3\n7.00,e\u0301,4\n\ud83d\ude00,#,5\n")))
        .containsExactly(
            "007/ 7 =1.0", "7/+7=2.0", "7.0/\u00e9=3.0", "7.00/e\u0301=4.0", "\ud83d\ude00/#=5.0");
  }

  @Test
  void emptyAndEndlessIdsAreBad() {
    assertThat(failure(",x,1\n,y,2\n").fault()).isEqualTo(DataFault.EMPTY_ID);
    assertThat(failure("a,\"\",1\n").column()).hasValue(2);
    String longest = "i".repeat(1024);
    assertThat(rows(read("a," + longest + ",1\n"))).containsExactly("a/" + longest + "=1.0");
    assertThat(failure("a," + longest + "i,1\n").fault()).isEqualTo(DataFault.ID_TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource({"'a,b,1\nc,d\n',TOO_FEW_FIELDS", "'a,b,1\nc,d,2,3\n',TOO_MANY_FIELDS"})
  void rowsHaveAsManyFieldsAsTheOthers(String data, DataFault expected) {
    DataException fault = failure("x,y,1\n" + data);
    assertThat(fault.fault()).isEqualTo(expected);
    assertThat(fault.line()).hasValue(3);
  }

  @Test
  void invalidUtf8IsABadRow() {
    byte[] data = "a,x,1\nb,\u00e9,2\nc,z,3\n".getBytes(StandardCharsets.ISO_8859_1);
    DataException fault = failure(bytes(data), DEFAULTS);
    assertThat(fault.fault()).isEqualTo(DataFault.BAD_ENCODING);
    assertThat(fault.line()).hasValue(2);
    assertThat(fault.column()).hasValue(2);
    LoadedInteractions latin1 =
        InteractionReader.read(bytes(data), DEFAULTS.withCharset(StandardCharsets.ISO_8859_1));
    assertThat(rows(latin1)).contains("b/\u00e9=2.0");
  }

  @Test
  void aUtf8MarkIsAcceptedAndUtf16IsNamed() {
    assertThat(rows(read("\ufeffuser,item\na,x\n"))).containsExactly("a/x=1.0");
    for (var charset :
        new java.nio.charset.Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
      DataException fault = failure(bytes("\ufeffa,x\n".getBytes(charset)), DEFAULTS);
      assertThat(fault.fault()).isEqualTo(DataFault.UNSUPPORTED_ENCODING);
      assertThat(fault).hasMessageContaining("save the file as UTF-8");
    }
  }

  @Test
  void aNulByteIsABadRow() {
    DataException fault = failure("a,x,1\nb,y\0y,2\n");
    assertThat(fault.fault()).isEqualTo(DataFault.NUL_BYTE);
    assertThat(fault.line()).hasValue(2);
    assertThat(failure("\0\0\0\0").fault()).isEqualTo(DataFault.NUL_BYTE);
  }

  @Test
  void endlessLinesAreBadAndTheNextIsRead() {
    String endless = "b,y,\"" + "z".repeat(3 << 20) + "\n";
    LoadedInteractions loaded =
        read(
            "a,x,1\n" + "b".repeat(2_000_000) + ",y,2\nc,z,3\n" + endless + "d,w,4\n",
            DEFAULTS.withBadRows(BadRowPolicy.skip(2)));
    assertThat(rows(loaded)).containsExactly("a/x=1.0", "c/z=3.0", "d/w=4.0");
    assertThat(loaded.report().counts().lines()).isEqualTo(5);
    assertThat(loaded.report().counts().rejectedByFault())
        .containsEntry(DataFault.LINE_TOO_LONG, 1L)
        .containsEntry(DataFault.UNTERMINATED_QUOTE, 1L);
  }

  @Test
  void badRowsAreToleratedUpToALimit() {
    String data = "a,x,1\nb,y,\nc,z,x\nd,w,4\n";
    LoadedInteractions loaded = read(data, DEFAULTS.withBadRows(BadRowPolicy.skip(2)));
    assertThat(rows(loaded)).containsExactly("a/x=1.0", "d/w=4.0");
    assertThat(loaded.report().counts().rejected()).isEqualTo(2);
    DataException fault = failure(text(data), DEFAULTS.withBadRows(BadRowPolicy.skip(1)));
    assertThat(fault.fault()).isEqualTo(DataFault.TOO_MANY_BAD_ROWS);
    assertThat(fault)
        .hasMessageStartingWith(
            "more than 1 bad rows, here the rating is not a number: data:3:3 (got 'x')");
    assertThat(failure(text("a,x,n\n"), DEFAULTS.withBadRows(BadRowPolicy.skip(5))).fault())
        .isEqualTo(DataFault.EMPTY_INPUT);
  }
}
