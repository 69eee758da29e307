package dev.sapor.source;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records, fields and line numbers are those of FastCSV, however the bytes arrive. */
final class DelimitedReaderTest {

  private record Cut(long line, List<String> fields) {}

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "::"})
  void wellFormedTextIsCutAsByFastCsv(String delimiter) throws IOException {
    long seed = Seeds.printed("wellFormedTextIsCutAsByFastCsv", 41);
    for (int round = 0; round < 300; round++) {
      RandomStream random = RandomStream.of(seed, "text", round);
      String text = wellFormed(random, delimiter);
      List<Cut> ours = ours(dribble(text, random), delimiter);
      assertThat(ours).as("round %d: %s", round, text).isEqualTo(fastCsv(text, delimiter));
    }
  }

  /** Records of random fields, some quoted; lines end with LF, CR LF or, the last, with nothing. */
  private static String wellFormed(RandomStream random, String delimiter) {
    StringBuilder text = new StringBuilder();
    int records = 1 + random.nextInt(40);
    for (int record = 0; record < records; record++) {
      int fields = 1 + random.nextInt(5);
      for (int field = 0; field < fields; field++) {
        text.append(field > 0 ? delimiter : "").append(field(random, delimiter));
      }
      text.append(record == records - 1 && random.nextInt(2) == 0 ? "" : lineEnd(random));
    }
    return text.toString();
  }

  private static String lineEnd(RandomStream random) {
    return random.nextInt(3) == 0 ? "\r\n" : "\n";
  }

  private static String field(RandomStream random, String delimiter) {
    String[] parts = {"a", "\u00e9", "\ud83d\ude00", " ", "\"\"", delimiter, "\n", "\r\n", "12"};
    boolean quoted = random.nextInt(3) == 0;
    StringBuilder field = new StringBuilder();
    int length = random.nextInt(random.nextInt(20) == 0 ? 5000 : 6);
    for (int i = 0; i < length; i++) {
      // What only a quoted field may hold stands at 4 to 7; "12" is the last.
      int part = random.nextInt(quoted ? parts.length : 5);
      field.append(parts[!quoted && part == 4 ? 8 : part]);
    }
    return quoted ? "\"" + field + "\"" : field.toString();
  }

  /** A stream that gives a few bytes at a time. */
  private static InputStream dribble(String text, RandomStream random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
      }
    };
  }

  private static List<Cut> ours(InputStream in, String delimiter) throws IOException {
    DelimitedReader reader = new DelimitedReader(in, delimiter, true, true);
    List<Cut> records = new ArrayList<>();
    while (reader.next()) {
      assertThat(reader.fault()).isNull();
      List<String> fields = new ArrayList<>();
      for (int field = 0; field < reader.fields(); field++) {
        int begin = reader.begin(field);
        fields.add(
            new String(reader.buffer(), begin, reader.end(field) - begin, StandardCharsets.UTF_8));
      }
      if (!reader.blank()) {
        records.add(new Cut(reader.line(), fields));
      }
    }
    return records;
  }

  private static List<Cut> fastCsv(String text, String delimiter) throws IOException {
    List<Cut> records = new ArrayList<>();
    var builder =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .skipEmptyLines(true)
            .extraFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE);
    try (CsvReader<CsvRecord> reader = builder.ofCsvRecord(text)) {
      for (CsvRecord record : reader) {
        records.add(new Cut(record.getStartingLineNumber(), record.getFields()));
      }
    }
    return records;
  }

  @Test
  void everyLineBelongsToOneRecordWhateverTheBytes() throws IOException {
    long seed = Seeds.printed("everyLineBelongsToOneRecordWhateverTheBytes", 42);
    byte[] alphabet = {'a', '1', ',', '"', '\n', '\r', 0, (byte) 0xC3, (byte) 0xA9, ':'};
    for (int round = 0; round < 2000; round++) {
      RandomStream random = RandomStream.of(seed, "bytes", round);
      byte[] bytes = new byte[random.nextInt(200)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = alphabet[random.nextInt(alphabet.length)];
      }
      DelimitedReader reader =
          new DelimitedReader(new ByteArrayInputStream(bytes), ",", round % 2 == 0, true);
      long lines = 0;
      while (reader.next()) {
        assertThat(reader.line()).isEqualTo(lines + 1);
        lines += reader.lineCount();
        if (reader.fault() != null) {
          assertThat(reader.faultLine()).isBetween(reader.line(), lines);
        }
      }
      assertThat(lines).as("round %d", round).isEqualTo(lineCount(bytes));
    }
  }

  /** Lines as {@code wc -l} counts them, and one more if the last one does not end. */
  static long lineCount(byte[] bytes) {
    long lines = 0;
    for (byte b : bytes) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines + (bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? 1 : 0);
  }
}
