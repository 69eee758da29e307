package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Progress;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * The nightly job: the lists of all users into one file, in the order of users. Lists go to the
 * file as they come, so memory does not grow with the number of users.
 *
 * @param model ranks
 * @param n items for each user
 * @param filter which items
 * @param context for the bar and the wish to stop
 */
record AllUsers(FactorModel model, int n, ItemFilter filter, CommandContext context) {

  /**
   * What was written.
   *
   * @param file the file
   * @param users number of users
   * @param rows number of rows
   * @param seconds how long it took
   */
  record Written(Path file, int users, long rows, double seconds) implements Report {

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("out", file.toString());
      json.put("users", users);
      json.put("rows", rows);
      json.put("seconds", seconds);
      return json;
    }

    @Override
    public void print(Console console) {
      console.print(
          "%s: %s for %s in %s"
              .formatted(
                  PrintableText.quotable(file.toString()),
                  Numbers.of(rows, "row"),
                  Numbers.of(users, "user"),
                  Numbers.seconds(seconds)));
    }
  }

  /** Writes the file: whole, or not at all. */
  Written write(Path file, Parallel parallel) throws IOException {
    long start = System.nanoTime();
    boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    long rows =
        context
            .stop()
            .inOrder(() -> {
              try (Progress bar =
                  Progress.start(context.console(), "recommending", model.users().size())) {
                RankedRows.Body body = sink -> recommend(sink, parallel, bar);
                return parquet
                    ? RankedRows.writeParquet(file, body)
                    : RankedRows.writeCsv(file, body);
              }
            });
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new Written(file, model.users().size(), rows, seconds);
  }

  private void recommend(RankedRows sink, Parallel parallel, Progress bar) {
    Recommender.of(model)
        .recommendAll(
            n,
            filter,
            parallel,
            (user, items) -> {
              if (context.stop().requested()) {
                throw new CommandException(
                    ExitCode.INTERRUPTED, "stopped by a signal; nothing was written");
              }
              write(sink, user, items);
              bar.update(user + 1L, model.users().size());
            });
  }

  private void write(RankedRows sink, int user, RankedItems items) {
    String userId = model.users().id(user);
    for (int rank = 0; rank < items.size(); rank++) {
      sink.row(userId, rank + 1, model.items().id(items.itemIndex(rank)), items.score(rank));
    }
  }
}
