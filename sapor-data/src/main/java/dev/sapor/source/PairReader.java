package dev.sapor.source;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Streams (user, item) pairs in the order of the input, duplicates included, without keeping them.
 * Ratings are not looked at, and timestamps only where they are asked for.
 */
public final class PairReader {

  /** Takes a pair and the line, or row of a query, on which it stands. */
  @FunctionalInterface
  public interface PairConsumer {
    void accept(String userId, String itemId, long line);
  }

  /** Takes a pair, its time where the source has a column of times, and its line likewise. */
  @FunctionalInterface
  public interface TimedPairConsumer {
    void accept(String userId, String itemId, OptionalLong time, long line);
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
    TimedPairConsumer untimed = (user, item, time, line) -> pairs.accept(user, item, line);
    return SourceRows.read(source, options, RowParts.PAIR, listener, new PairSink(false, untimed));
  }

  /** The same with the times of the pairs, in the unit of the source. */
  public static LineCounts readTimed(
      Source source, ReadOptions options, ReadListener listener, TimedPairConsumer pairs) {
    return SourceRows.read(
        source, options, RowParts.PAIR_AND_TIME, listener, new PairSink(true, pairs));
  }

  private PairReader() {}

  /** Gives the numbers of rows their ids back. */
  private static final class PairSink implements RowSink {
    private final boolean timesWanted;
    private final TimedPairConsumer pairs;
    private final List<String> users = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private boolean timed;

    PairSink(boolean timesWanted, TimedPairConsumer pairs) {
      this.timesWanted = timesWanted;
      this.pairs = pairs;
    }

    @Override
    public void begin(String source, ColumnLayout layout) {
      timed = timesWanted && layout.has(ColumnRole.TIMESTAMP);
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
      pairs.accept(
          users.get(user),
          items.get(item),
          timed ? OptionalLong.of(time) : OptionalLong.empty(),
          line);
    }
  }
}
