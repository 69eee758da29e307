package dev.sapor.source;

import java.util.ArrayList;
import java.util.List;

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

  /** Gives the numbers of rows their ids back. */
  private static final class PairSink implements RowSink {
    private final PairConsumer pairs;
    private final List<String> users = new ArrayList<>();
    private final List<String> items = new ArrayList<>();

    PairSink(PairConsumer pairs) {
      this.pairs = pairs;
    }

    @Override
    public void begin(String source, ColumnLayout layout) {
      // Pairs look the same whatever file they come from.
    }

    @Override
    public void user(String id) {
      users.add(id);
    }

    @Override
    public void item(String id) {
      items.add(id);
    }

    @Override
    public void row(int user, int item, float rating, long time, long line) {
      pairs.accept(users.get(user), items.get(item), line);
    }
  }
}
