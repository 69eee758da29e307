package dev.sapor.source;

/** Takes the good rows of a source. */
interface RowSink {

  /**
   * The rows that follow come from another file, query or table.
   *
   * @param layout its columns; without a rating column the ratings of its rows mean nothing, and
   *     without a timestamp column their times
   */
  void begin(String source, ColumnLayout layout);

  /** A row, and the line on which it began. */
  void row(String userId, String itemId, float rating, long time, long line);
}
