package dev.sapor.source;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the ids in the fields of records straight from their bytes, and announces each new one to
 * a sink as text; so a row of a known user and item makes no object.
 */
final class RecordIds {

  /** Most bytes of a bad field that a message shows. */
  private static final int SHOWN_BYTES = 100;

  private final Charset charset;
  private final RowSink sink;
  private final IdNumbers users = new IdNumbers();
  private final IdNumbers items = new IdNumbers();

  RecordIds(Charset charset, RowSink sink) {
    this.charset = charset;
    this.sink = sink;
  }

  /** What is wrong with an id by its length, or null. */
  static @Nullable DataFault fault(DelimitedReader record, int field) {
    int length = record.end(field) - record.begin(field);
    if (length == 0) {
      return DataFault.EMPTY_ID;
    }
    return length > Limits.ID_BYTES ? DataFault.ID_TOO_LONG : null;
  }

  /** The number of the user in a field. */
  int user(DelimitedReader record, int field) {
    int known = users.count();
    int user = users.number(record.buffer(), record.begin(field), record.end(field));
    if (user == known) {
      sink.user(text(record, field));
    }
    return user;
  }

  /** The number of the item in a field. */
  int item(DelimitedReader record, int field) {
    int known = items.count();
    int item = items.number(record.buffer(), record.begin(field), record.end(field));
    if (item == known) {
      sink.item(text(record, field));
    }
    return item;
  }

  /** A field as text. */
  String text(DelimitedReader record, int field) {
    int begin = record.begin(field);
    return new String(record.buffer(), begin, record.end(field) - begin, charset);
  }

  /** The beginning of a field, for messages. */
  String start(DelimitedReader record, int field) {
    int begin = record.begin(field);
    int length = Math.min(SHOWN_BYTES, record.end(field) - begin);
    return new String(record.buffer(), begin, length, charset);
  }
}
