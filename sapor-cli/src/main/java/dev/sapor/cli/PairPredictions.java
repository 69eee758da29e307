package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Progress;
import dev.sapor.model.Calendar;
import dev.sapor.model.io.AtomicFile;
import dev.sapor.recommend.Predictor;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.source.LineCounts;
import dev.sapor.source.PairReader;
import dev.sapor.source.ReadListener;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Predictions for a stream of pairs, one row for each in the order of the input; nothing is kept. A
 * model that knows days is asked for each pair at its time, where the pairs have times.
 *
 * @param source where the pairs are
 * @param options how rows are taken
 * @param context for the console
 */
record PairPredictions(Source source, ReadOptions options, CommandContext context) {

  /** Names the pairs, without reading them. */
  static PairPredictions of(String pairs, ReadOptions options, CommandContext context) {
    Source source = Usage.check(() -> Source.of(List.of(pairs), context.console().in()));
    Loading.checkLists(source, options);
    return new PairPredictions(source, options, context);
  }

  /** What makes a row of a pair. */
  private record Rows(Predictor predictor, @Nullable PredictionSpread spread, OptionalLong at) {}

  /** Counts of what was predicted. */
  private static final class Tally {
    private long rows;
    private long unknownUsers;
    private long unknownItems;

    Written written(@Nullable Path file) {
      return new Written(file, rows, unknownUsers, unknownItems);
    }
  }

  /**
   * What was written.
   *
   * @param file the file, or null for stdout
   * @param rows number of rows
   * @param unknownUsers rows whose user the model does not know
   * @param unknownItems rows whose item the model does not know
   */
  record Written(@Nullable Path file, long rows, long unknownUsers, long unknownItems)
      implements Report {

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("out", file == null ? null : file.toString());
      json.put("rows", rows);
      json.put("unknownUsers", unknownUsers);
      json.put("unknownItems", unknownItems);
      return json;
    }

    @Override
    public void print(Console console) {
      console.say(
          "sapor: %s, of which %s of users and %s of items that the model does not know%s"
              .formatted(
                  Numbers.of(rows, "prediction"),
                  Numbers.count(unknownUsers),
                  Numbers.count(unknownItems),
                  file == null ? "" : ", in " + PrintableText.quotable(file.toString())));
    }
  }

  /**
   * Writes the rows to a file, whole or not at all, or to stdout as they come.
   *
   * @param at the time of all pairs, instead of their own
   */
  Written write(
      Predictor predictor, @Nullable PredictionSpread spread, OptionalLong at, @Nullable Path file)
      throws IOException {
    Rows rows = new Rows(predictor, spread, at);
    return file == null
        ? writeRows(
            rows, new OutputStreamWriter(context.console().stream(), StandardCharsets.UTF_8))
        : context.stop().inOrder(() -> writeFile(rows, file));
  }

  private Written writeFile(Rows rows, Path file) throws IOException {
    Tally tally = new Tally();
    AtomicFile.write(
        file,
        channel -> {
          Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), 1 << 16);
          writeRows(rows, out, tally);
        });
    return tally.written(file);
  }

  private Written writeRows(Rows rows, Writer out) {
    Tally tally = new Tally();
    writeRows(rows, out, tally);
    return tally.written(null);
  }

  private void writeRows(Rows rows, Writer out, Tally tally) {
    Predictor predictor = rows.predictor;
    PredictionSpread spread = rows.spread;
    CsvWriter csv = new CsvWriter(out);
    if (spread == null) {
      csv.row("user", "item", "prediction");
    } else {
      csv.row("user", "item", "prediction", "deviation");
    }
    LineCounts counts;
    try (Progress bar = Progress.start(context.console(), "predicting", -1)) {
      counts =
          read(
              rows,
              Loading.listener(bar),
              (user, item, time, line) -> {
                if (context.stop().requested()) {
                  throw new CommandException(ExitCode.INTERRUPTED, "stopped by a signal");
                }
                int userIndex = predictor.userIndex(user);
                int itemIndex = predictor.itemIndex(item);
                int day = time.isEmpty() ? Calendar.UNKNOWN : predictor.day(time.getAsLong());
                tally.rows++;
                tally.unknownUsers += userIndex == RatingPredictor.UNKNOWN ? 1 : 0;
                tally.unknownItems += itemIndex == RatingPredictor.UNKNOWN ? 1 : 0;
                String value = Float.toString(predictor.predictOn(userIndex, itemIndex, day));
                if (spread == null) {
                  csv.row(user, item, value);
                } else {
                  csv.row(user, item, value, spread.text(userIndex, itemIndex, day));
                }
              });
    }
    csv.flush();
    Loading.sayRejected(counts, context.console());
  }

  /** Times are looked at only where they say something: they might be no times at all. */
  private LineCounts read(Rows rows, ReadListener listener, PairReader.TimedPairConsumer pairs) {
    return rows.predictor.knowsDays() && rows.at.isEmpty()
        ? PairReader.readTimed(source, options, listener, pairs)
        : PairReader.read(
            source,
            options,
            listener,
            (user, item, line) -> pairs.accept(user, item, rows.at, line));
  }
}
