package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Progress;
import dev.sapor.model.io.AtomicFile;
import dev.sapor.recommend.Predictor;
import dev.sapor.recommend.RatingPredictor;
import dev.sapor.source.LineCounts;
import dev.sapor.source.PairReader;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Predictions for a stream of pairs, one row for each in the order of the input; nothing is kept.
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

  /** Writes the rows to a file, whole or not at all, or to stdout as they come. */
  Written write(Predictor predictor, @Nullable PredictionSpread spread, @Nullable Path file)
      throws IOException {
    return file == null
        ? writeRows(
            predictor,
            spread,
            new OutputStreamWriter(context.console().stream(), StandardCharsets.UTF_8))
        : context.stop().inOrder(() -> writeFile(predictor, spread, file));
  }

  private Written writeFile(Predictor predictor, @Nullable PredictionSpread spread, Path file)
      throws IOException {
    Tally tally = new Tally();
    AtomicFile.write(
        file,
        channel -> {
          Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), 1 << 16);
          writeRows(predictor, spread, out, tally);
        });
    return tally.written(file);
  }

  private Written writeRows(Predictor predictor, @Nullable PredictionSpread spread, Writer out) {
    Tally tally = new Tally();
    writeRows(predictor, spread, out, tally);
    return tally.written(null);
  }

  private void writeRows(
      Predictor predictor, @Nullable PredictionSpread spread, Writer out, Tally tally) {
    CsvWriter csv = new CsvWriter(out);
    if (spread == null) {
      csv.row("user", "item", "prediction");
    } else {
      csv.row("user", "item", "prediction", "deviation");
    }
    LineCounts counts;
    try (Progress bar = Progress.start(context.console(), "predicting", -1)) {
      counts =
          PairReader.read(
              source,
              options,
              Loading.listener(bar),
              (user, item, line) -> {
                if (context.stop().requested()) {
                  throw new CommandException(ExitCode.INTERRUPTED, "stopped by a signal");
                }
                int userIndex = predictor.userIndex(user);
                int itemIndex = predictor.itemIndex(item);
                tally.rows++;
                tally.unknownUsers += userIndex == RatingPredictor.UNKNOWN ? 1 : 0;
                tally.unknownItems += itemIndex == RatingPredictor.UNKNOWN ? 1 : 0;
                String value = Float.toString(predictor.predict(userIndex, itemIndex));
                if (spread == null) {
                  csv.row(user, item, value);
                } else {
                  csv.row(user, item, value, spread.text(userIndex, itemIndex));
                }
              });
    }
    csv.flush();
    Loading.sayRejected(counts, context.console());
  }
}
