package dev.sapor.source;

import java.util.List;

/** Sends the rows of any source to a sink. */
final class SourceRows {

  /**
   * Reads all rows.
   *
   * @param parts which parts of a row matter
   * @throws IllegalArgumentException if lists are to be read from something else than text
   */
  static LineCounts read(
      Source source, ReadOptions options, RowParts parts, ReadListener listener, RowSink sink) {
    if (options.lists() && !(source instanceof TextSource)) {
      throw new IllegalArgumentException(
          "lists can be read from text only (got " + source.name() + ")");
    }
    List<TextInput> texts = source instanceof TextSource text ? text.inputs() : List.of();
    long bytes = texts.stream().mapToLong(TextInput::bytes).sum();
    boolean known = texts.stream().allMatch(input -> input.bytes() > 0);
    ReadTally tally = new ReadTally(options.badRows(), listener, known ? bytes : 0);
    switch (source) {
      case TextSource _ -> {
        if (options.lists()) {
          ListRows lists = new ListRows(options, tally, sink);
          texts.forEach(lists::read);
        } else {
          TextRows rows = new TextRows(options, tally, sink, parts);
          texts.forEach(rows::read);
        }
      }
      case SqlSource sql -> DuckDbRows.read(sql, options, parts, tally, sink);
      case JdbcSource jdbc -> JdbcRows.read(jdbc, options, parts, tally, sink);
    }
    LineCounts counts = tally.counts();
    if (counts.rows() == 0) {
      throw DataException.of(DataFault.EMPTY_INPUT, source.name())
          .problem(
              counts.rejected() == 0
                  ? DataFault.EMPTY_INPUT.problem()
                  : "there are no good rows, " + counts.rejected() + " were rejected")
          .exception();
    }
    return counts;
  }

  private SourceRows() {}
}
