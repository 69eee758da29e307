package dev.sapor.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns the records of text inputs into rows. */
final class TextRows {

  private final ReadOptions options;
  private final ReadTally tally;
  private final RowSink sink;
  private final boolean utf8;
  private final RowParts parts;
  private final @Nullable EventWeights events;
  private final RecordIds ids;
  private final DecimalText rating = new DecimalText();
  private final TimeText time = new TimeText();

  /**
   * @param parts which parts of a row matter
   */
  TextRows(ReadOptions options, ReadTally tally, RowSink sink, RowParts parts) {
    this.options = options;
    this.tally = tally;
    this.sink = sink;
    this.ids = new RecordIds(options.charset(), sink);
    this.parts = parts;
    events = parts.event() ? options.eventWeights().orElse(null) : null;
    utf8 = options.charset().equals(StandardCharsets.UTF_8);
  }

  void read(TextInput input) {
    String name = input.name();
    try (TextStream stream = TextStream.open(input)) {
      TextLayout layout = TextLayout.detect(name, stream.sample(), options);
      sink.begin(name, layout.columns());
      DelimitedReader reader =
          new DelimitedReader(stream.bytes(), layout.delimiter(), layout.quoting(), utf8);
      readRecords(name, stream, layout, reader);
      tally.endOfFile(stream.storedBytes());
    } catch (IOException e) {
      throw TextStream.failure(name, e);
    }
  }

  private void readRecords(
      String name, TextStream stream, TextLayout layout, DelimitedReader reader)
      throws IOException {
    FieldIndices indices = FieldIndices.of(layout.columns(), parts);
    boolean headerToCome = layout.header();
    while (reader.next()) {
      tally.lines(reader.lineCount());
      if (reader.blank()) {
        tally.blank();
      } else if (headerToCome) {
        headerToCome = false;
        readHeader(name, reader);
      } else {
        DataFault fault = readRow(reader, indices);
        if (fault != null) {
          reject(fault, name, reader);
        } else if (tally.row()) {
          tally.progress(stream.storedBytes());
        }
      }
    }
  }

  private void readHeader(String name, DelimitedReader reader) {
    DataFault fault = reader.fault();
    if (fault != null) {
      throw DataException.of(fault, name)
          .at(reader.faultLine(), reader.faultField() + 1)
          .found(text(reader.excerpt()))
          .exception();
    }
    tally.header();
  }

  // The field in which readRow found a fault.
  private int badField;
  // The rating of the row, or its weight.
  private float value;

  /** Passes a row on, or returns what is wrong with it. */
  private @Nullable DataFault readRow(DelimitedReader record, FieldIndices at) {
    DataFault fault = record.fault();
    badField = record.faultField();
    if (fault != null) {
      return fault;
    }
    if (record.fields() != at.columns()) {
      badField = -1;
      return record.fields() < at.columns() ? DataFault.TOO_FEW_FIELDS : DataFault.TOO_MANY_FIELDS;
    }
    fault = checkId(record, at.user());
    fault = fault == null ? checkId(record, at.item()) : fault;
    fault = fault == null && at.rating() >= 0 ? readRating(record, at.rating()) : fault;
    fault = fault == null && at.timestamp() >= 0 ? readTime(record, at.timestamp()) : fault;
    value = at.rating() >= 0 ? rating.value() : 1;
    fault = fault == null && events != null ? weigh(record, at.event(), events) : fault;
    if (fault == null && events != null && value == 0) {
      tally.weightless();
    } else if (fault == null) {
      sink.row(
          ids.user(record, at.user()),
          ids.item(record, at.item()),
          value,
          time.value(),
          record.line());
    }
    return fault;
  }

  private @Nullable DataFault checkId(DelimitedReader record, int field) {
    badField = field;
    return RecordIds.fault(record, field);
  }

  private @Nullable DataFault readRating(DelimitedReader record, int field) {
    badField = field;
    return rating.parse(record.buffer(), record.begin(field), record.end(field));
  }

  private @Nullable DataFault weigh(DelimitedReader record, int field, EventWeights weights) {
    badField = field;
    String event = ids.text(record, field);
    DataFault fault = weights.check(event, value);
    value = fault == null ? weights.weight(event, value) : value;
    return fault;
  }

  private @Nullable DataFault readTime(DelimitedReader record, int field) {
    badField = field;
    return time.parse(record.buffer(), record.begin(field), record.end(field));
  }

  private void reject(DataFault fault, String name, DelimitedReader record) {
    boolean readable = record.fault() == null && badField >= 0;
    String found = readable ? ids.start(record, badField) : text(record.excerpt());
    long line = record.fault() == null ? record.line() : record.faultLine();
    tally.reject(fault, name, line, badField + 1, found);
  }

  private String text(byte[] bytes) {
    return new String(bytes, options.charset());
  }

  /** Where the roles stand in a record, counted from 0; negative where there is no such column. */
  private record FieldIndices(
      int columns, int user, int item, int rating, int timestamp, int event) {
    static FieldIndices of(ColumnLayout layout, RowParts parts) {
      return new FieldIndices(
          layout.columns(),
          layout.index(ColumnRole.USER),
          layout.index(ColumnRole.ITEM),
          parts.rating() ? layout.index(ColumnRole.RATING) : ColumnLayout.ABSENT,
          parts.time() ? layout.index(ColumnRole.TIMESTAMP) : ColumnLayout.ABSENT,
          parts.event() ? layout.index(ColumnRole.EVENT) : ColumnLayout.ABSENT);
    }
  }
}
