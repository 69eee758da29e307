package dev.sapor.source;

/**
 * Streams (user, item) pairs in the order of the input, duplicates included, without keeping them.
 * Ratings and timestamps are not looked at.
 */
public final class PairReader {

  /** Takes a pair and the line, or row of a query, on which it stands. */
  @FunctionalInterface
  public interface PairConsumer {
    void accept(String userId, String itemId, long line);
  }

  /**
   * Reads all pairs of a source.
   *
   * @return what became of the lines
   * @throws DataException if the data cannot be taken under the options; pairs before the place of
   *     the fault have been passed on
   * @throws InputAccessException if the source cannot be reached or read
   */
  public static LineCounts read(
      Source source, ReadOptions options, ReadListener listener, PairConsumer pairs) {
    return SourceRows.read(source, options, true, listener, new PairSink(pairs));
  }

  private PairReader() {}

  private record PairSink(PairConsumer pairs) implements RowSink {
    @Override
    public void begin(String source, ColumnLayout layout) {
      // Pairs look the same whatever file they come from.
    }

    @Override
    public void row(String userId, String itemId, float rating, long time, long line) {
      pairs.accept(userId, itemId, line);
    }
  }
}
