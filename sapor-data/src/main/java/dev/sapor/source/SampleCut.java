package dev.sapor.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first records of a text, cut by one delimiter. Of several delimiters the best is the one that
 * makes headers of a user and an item out of the first record, for ids may hold any of the others;
 * if none does, the one that cuts at least half of the records into the same number of fields, and
 * of several such the one that gives more fields; the earlier in the list if equal.
 */
final class SampleCut {
  private static final List<String> CANDIDATES = List.of("\t", "::", ",", ";", "|");
  private static final int SAMPLE_RECORDS = 100;

  private final String delimiter;
  private final boolean quoting;
  private final List<List<String>> records = new ArrayList<>();
  private int columns;
  private @Nullable DataFault firstFault;

  private SampleCut(String delimiter, boolean quoting) {
    this.delimiter = delimiter;
    this.quoting = quoting;
  }

  /** The best cut by the delimiter of the options, or by any. */
  static SampleCut best(byte[] sample, ReadOptions options) {
    List<String> delimiters = options.delimiter().map(List::of).orElse(CANDIDATES);
    List<SampleCut> cuts = delimiters.stream().map(d -> of(sample, d, options)).toList();
    SampleCut best = cuts.getFirst();
    for (SampleCut cut : cuts) {
      if (options.header() != ReadOptions.Header.NO && cut.namesUserAndItem()) {
        return cut;
      }
      if (cut.columns > best.columns) {
        best = cut;
      }
    }
    return best;
  }

  private boolean namesUserAndItem() {
    return firstFault == null
        && !records.isEmpty()
        && Stream.of(ColumnRole.USER, ColumnRole.ITEM)
            .allMatch(
                role -> records.getFirst().stream().anyMatch(cell -> role.rank(cell).isPresent()));
  }

  private static SampleCut of(byte[] sample, String delimiter, ReadOptions options) {
    boolean quoting =
        switch (options.quoting()) {
          case YES -> true;
          case NO -> false;
          case AUTO -> delimiter.equals(",") || delimiter.equals(";");
        };
    SampleCut cut = new SampleCut(delimiter, quoting);
    cut.read(sample, options.charset());
    cut.columns = cut.usualColumns();
    return cut;
  }

  private void read(byte[] sample, Charset charset) {
    DelimitedReader reader =
        new DelimitedReader(new ByteArrayInputStream(sample), delimiter, quoting, false);
    boolean complete = sample.length < TextStream.SAMPLE_BYTES;
    try {
      while (records.size() <= SAMPLE_RECORDS && reader.next()) {
        if (reader.fault() != null) {
          firstFault = records.isEmpty() ? reader.fault() : firstFault;
        } else if (!reader.blank()) {
          records.add(cells(reader, charset));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array cannot fail to be read", e);
    }
    if (records.size() > 1 && (records.size() > SAMPLE_RECORDS || !complete)) {
      // The last one may have been cut off with the sample.
      records.removeLast();
    }
  }

  private static List<String> cells(DelimitedReader reader, Charset charset) {
    List<String> cells = new ArrayList<>();
    for (int field = 0; field < reader.fields(); field++) {
      int begin = reader.begin(field);
      cells.add(new String(reader.buffer(), begin, reader.end(field) - begin, charset));
    }
    return cells;
  }

  /** The number of fields that most records have; 1 if none is had by half of them. */
  private int usualColumns() {
    Map<Integer, Integer> counts = new HashMap<>();
    records.forEach(cells -> counts.merge(cells.size(), 1, Integer::sum));
    return counts.entrySet().stream()
        .filter(count -> 2 * count.getValue() >= records.size())
        .mapToInt(Map.Entry::getKey)
        .max()
        .orElse(1);
  }

  String delimiter() {
    return delimiter;
  }

  boolean quoting() {
    return quoting;
  }

  /** Cells of the records that are neither blank nor damaged. */
  List<List<String>> records() {
    return records;
  }

  /** The number of fields that records usually have. */
  int columns() {
    return columns;
  }

  /** What is wrong with the very first record, or null. */
  @Nullable DataFault firstFault() {
    return firstFault;
  }

  /** Whether a column holds numbers in most records after the first. */
  boolean mostlyNumbers(int column) {
    int numbers = 0;
    for (List<String> cells : records.subList(1, records.size())) {
      byte[] cell =
          column < cells.size() ? cells.get(column).getBytes(StandardCharsets.UTF_8) : new byte[0];
      numbers += isDecimal(cell) ? 1 : 0;
    }
    return 2 * numbers > records.size() - 1;
  }

  private static boolean isDecimal(byte[] cell) {
    int begin = Blanks.skip(cell, 0, cell.length);
    return DecimalText.isDecimal(cell, begin, Blanks.endOf(cell, begin, cell.length));
  }
}
