package dev.sapor.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Turns lists into rows: {@code user item item …} on a line, one space between two ids, as LightGCN
 * and its followers publish their data. A user may stand on several lines, and alone: such a line
 * gives no row. Blanks at the end of a line mean nothing.
 */
final class ListRows {

  private static final String DELIMITER = " ";
  // A user is announced with the first good item, for one without a row is none.
  private static final int NONE = -1;

  private final ReadOptions options;
  private final ReadTally tally;
  private final RowSink sink;
  private final RecordIds ids;

  ListRows(ReadOptions options, ReadTally tally, RowSink sink) {
    this.options = options;
    this.tally = tally;
    this.sink = sink;
    this.ids = new RecordIds(options.charset(), sink);
  }

  void read(TextInput input) {
    String name = input.name();
    boolean utf8 = options.charset().equals(StandardCharsets.UTF_8);
    try (TextStream stream = TextStream.open(input)) {
      sink.begin(
          name, ColumnLayout.byPosition(2, options.withColumns(ColumnRoles.automatic()), name));
      DelimitedReader reader =
          new DelimitedReader(stream.bytes(), options.delimiter().orElse(DELIMITER), false, utf8);
      while (reader.next()) {
        readList(name, stream, reader);
      }
      tally.endOfFile(stream.storedBytes());
    } catch (IOException e) {
      throw TextStream.failure(name, e);
    }
  }

  private void readList(String name, TextStream stream, DelimitedReader record) {
    int fields = record.fault() == null ? fields(record) : 1;
    DataFault fault = record.fault();
    if (fault != null) {
      tally.lines(1);
      String found = text(record.excerpt());
      tally.reject(fault, name, record.faultLine(), record.faultField() + 1, found);
      return;
    }
    fault = fields == 0 ? null : RecordIds.fault(record, 0);
    if (fault != null) {
      tally.lines(1);
      tally.reject(fault, name, record.line(), 1, ids.start(record, 0));
    } else if (fields < 2) {
      tally.lines(1);
      tally.blank();
    } else {
      readItems(name, stream, record, fields);
    }
  }

  private void readItems(String name, TextStream stream, DelimitedReader record, int fields) {
    int user = NONE;
    for (int field = 1; field < fields; field++) {
      tally.lines(1);
      DataFault fault = RecordIds.fault(record, field);
      if (fault != null) {
        tally.reject(fault, name, record.line(), field + 1, ids.start(record, field));
        continue;
      }
      user = user == NONE ? ids.user(record, 0) : user;
      sink.row(user, ids.item(record, field), 1f, 0, record.line());
      if (tally.row()) {
        tally.progress(stream.storedBytes());
      }
    }
  }

  /** Fields without the empty ones at the end. */
  private static int fields(DelimitedReader record) {
    int fields = record.fields();
    while (fields > 0 && record.begin(fields - 1) == record.end(fields - 1)) {
      fields--;
    }
    return fields;
  }

  private String text(byte[] bytes) {
    return new String(bytes, options.charset());
  }
}
