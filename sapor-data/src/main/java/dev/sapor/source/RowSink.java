package dev.sapor.source;

/**
 * Takes the good rows of a source. Users and items come as numbers, each announced with its id
 * before its first row: 0, 1, 2 and so on.
 */
interface RowSink {

  /**
   * The rows that follow come from another file, query or table.
   *
   * @param layout its columns; without a rating column the ratings of its rows mean nothing, and
   *     without a timestamp column their times
   */
  void begin(String source, ColumnLayout layout);

  /** The next user. */
  void user(String id);

  /** The next item. */
  void item(String id);

  /** A row, and the line on which it began. */
  void row(int user, int item, float rating, long time, long line);
}
