package dev.sapor.source;

import dev.sapor.data.DuplicateInteractionException;
import dev.sapor.data.DuplicatePolicy;
import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import java.util.ArrayList;
import java.util.List;

/** Reads a source into interactions. */
public final class InteractionReader {

  /**
   * Reads all rows of a source.
   *
   * @throws DataException if the data cannot be taken under the options
   * @throws InputAccessException if the source cannot be reached or read
   */
  public static LoadedInteractions read(Source source, ReadOptions options) {
    return read(source, options, ReadListener.NONE);
  }

  /**
   * Reads all rows of a source and tells a listener from time to time.
   *
   * @throws DataException if the data cannot be taken under the options
   * @throws InputAccessException if the source cannot be reached or read
   */
  public static LoadedInteractions read(Source source, ReadOptions options, ReadListener listener) {
    Collector collector = new Collector(options);
    LineCounts counts = SourceRows.read(source, options, RowParts.ALL, listener, collector);
    return collector.finish(source, counts);
  }

  private InteractionReader() {}

  /** Puts rows into the builder and remembers what the report needs. */
  private static final class Collector implements RowSink {
    private final InteractionsBuilder builder;
    private final boolean forbidsDuplicates;
    private final RowLocations locations = new RowLocations();
    private final List<String> sources = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<ColumnUse> columns = new ArrayList<>();
    private String current = "";
    private final boolean weighed;
    private boolean rated;
    private boolean timed;

    Collector(ReadOptions options) {
      builder =
          Interactions.builder()
              .duplicates(options.duplicates())
              .keepOrdinals(options.keepOrdinals());
      weighed = options.eventWeights().isPresent();
      forbidsDuplicates = options.duplicates() == DuplicatePolicy.ERROR;
    }

    @Override
    public void begin(String source, ColumnLayout layout) {
      boolean ratings = layout.has(ColumnRole.RATING);
      boolean times = layout.has(ColumnRole.TIMESTAMP);
      if (sources.isEmpty()) {
        rated = ratings;
        timed = times;
        columns.addAll(layout.used());
        note(layout);
      } else if (rated != ratings || timed != times) {
        throw DataException.of(DataFault.INCONSISTENT_COLUMNS, source)
            .problem(
                "%s has %s, but this file has %s"
                    .formatted(sources.getFirst(), kind(rated, timed), kind(ratings, times)))
            .exception();
      }
      sources.add(source);
      current = source;
    }

    private void note(ColumnLayout layout) {
      if (!layout.unused().isEmpty()) {
        notes.add("columns not read: " + String.join(", ", layout.unused()));
      }
      if (!rated && !weighed && layout.columns() > 2 && !layout.unused().isEmpty()) {
        notes.add("no rating column is known, so the rows are taken as clicks");
      }
    }

    private static String kind(boolean ratings, boolean times) {
      return (ratings ? "ratings" : "no ratings") + (times ? " and" : " and no") + " timestamps";
    }

    @Override
    public void user(String id) {
      builder.user(id);
    }

    @Override
    public void item(String id) {
      builder.item(id);
    }

    @Override
    public void row(int user, int item, float rating, long time, long line) {
      if (forbidsDuplicates) {
        locations.add(builder.rows(), current, line);
      }
      if (weighed && timed) {
        builder.weightedClick(user, item, rating, time);
      } else if (weighed) {
        builder.weightedClick(user, item, rating);
      } else if (rated && timed) {
        builder.add(user, item, rating, time);
      } else if (rated) {
        builder.add(user, item, rating);
      } else if (timed) {
        builder.click(user, item, time);
      } else {
        builder.click(user, item);
      }
    }

    LoadedInteractions finish(Source source, LineCounts counts) {
      if (builder.rows() == 0) {
        throw DataException.of(DataFault.EMPTY_INPUT, source.name())
            .problem("no row is left: the events of all " + counts.rows() + " rows weigh nothing")
            .exception();
      }
      Interactions interactions = build(source);
      ReadReport report =
          new ReadReport(
              sources,
              counts,
              columns,
              notes,
              interactions.users().size(),
              interactions.items().size(),
              interactions.size(),
              builder.mergedDuplicates());
      return new LoadedInteractions(interactions, report);
    }

    private Interactions build(Source source) {
      try {
        return builder.build();
      } catch (DuplicateInteractionException e) {
        throw DataException.of(DataFault.DUPLICATE, locations.source(e.ordinal()))
            .problem("user and item occur together more than once")
            .at(locations.line(e.ordinal()), 0)
            .found(e.userId() + ", " + e.itemId())
            .advice("choose with --duplicates last|mean|sum")
            .exception();
      } catch (IllegalArgumentException e) {
        throw DataException.of(DataFault.SUM_NOT_FINITE, source.name()).exception();
      }
    }
  }
}
