package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Progress;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.PopularItems;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * The nightly job: the lists of many users into one file, in the order of users. Lists go to the
 * file as they come, so memory does not grow with the number of users.
 *
 * @param model ranks
 * @param users for whom; those of whom the model knows nothing get the most popular items
 * @param fallback whether the file says which lists those are
 * @param n items for each user
 * @param filter which items
 * @param context for the bar and the wish to stop
 */
record UserLists(
    FactorModel model,
    UserList users,
    boolean fallback,
    int n,
    ItemFilter filter,
    CommandContext context) {

  /**
   * What was written.
   *
   * @param file the file
   * @param users number of users
   * @param popular how many of them got the most popular items; empty without a fallback
   * @param rows number of rows
   * @param seconds how long it took
   */
  record Written(Path file, int users, OptionalInt popular, long rows, double seconds)
      implements Report {

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("out", file.toString());
      json.put("users", users);
      popular.ifPresent(count -> json.put("fallbackUsers", count));
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
      if (popular.orElse(0) > 0) {
        console.print(
            "%s of whom the model knows nothing got the most popular items"
                .formatted(Numbers.of(popular.getAsInt(), "user")));
      }
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
              try (Progress bar = Progress.start(context.console(), "recommending", users.size())) {
                RankedRows.Body body = sink -> recommend(sink, parallel, bar);
                return parquet
                    ? RankedRows.writeParquet(file, fallback, body)
                    : RankedRows.writeCsv(file, fallback, body);
              }
            });
    double seconds = (System.nanoTime() - start) * 1e-9;
    OptionalInt popular =
        fallback ? OptionalInt.of(users.size() - users.known().length) : OptionalInt.empty();
    return new Written(file, users.size(), popular, rows, seconds);
  }

  private void recommend(RankedRows sink, Parallel parallel, Progress bar) {
    RankedItems popular = PopularItems.of(model, n);
    int[] next = {0};
    Recommender.of(model)
        .recommendAll(
            users.known(),
            n,
            filter,
            parallel,
            (user, items) -> {
              next[0] = writePopular(sink, next[0], popular);
              write(sink, next[0]++, items, false);
              bar.update(next[0], users.size());
            });
    writePopular(sink, next[0], popular);
  }

  /** Writes the lists of unknown users from a place on, up to the next known one. */
  private int writePopular(RankedRows sink, int from, RankedItems popular) {
    int at = from;
    while (at < users.size() && !users.isKnown(at)) {
      write(sink, at++, popular, true);
    }
    return at;
  }

  private void write(RankedRows sink, int at, RankedItems items, boolean popular) {
    if (context.stop().requested()) {
      throw new CommandException(ExitCode.INTERRUPTED, "stopped by a signal; nothing was written");
    }
    String userId = users.id(at);
    for (int rank = 0; rank < items.size(); rank++) {
      String itemId = model.items().id(items.itemIndex(rank));
      sink.row(userId, rank + 1, itemId, items.score(rank), popular);
    }
  }
}
