package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.source.InteractionReader;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.SqlSource;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which items a list may hold. A list is short only where fewer items than that are left. */
final class FilterOptions {

  @Option(
      names = "--include-seen",
      order = 5,
      description = "Also items that the user had in training.")
  private boolean includeSeen;

  @Option(
      names = "--allow",
      order = 5,
      paramLabel = "FILE",
      description = "Only items of this file, an id on each line.")
  private @Nullable Path allow;

  @Option(
      names = "--deny",
      order = 5,
      paramLabel = "FILE",
      description = "No items of this file, an id on each line.")
  private @Nullable Path deny;

  @Option(
      names = "--allow-sql",
      order = 5,
      paramLabel = "QUERY",
      description = "Only items in the column 'item' of a query over files (DuckDB).")
  private @Nullable String allowQuery;

  @Option(
      names = "--deny-sql",
      order = 5,
      paramLabel = "QUERY",
      description = "No items in the column 'item' of a query over files (DuckDB).")
  private @Nullable String denyQuery;

  /**
   * The filter that is asked for.
   *
   * @throws CommandException if a file cannot be read or holds an empty line
   */
  ItemFilter filter(FactorModel model, Console console) throws IOException {
    ItemFilter filter = includeSeen ? ItemFilter.unseen().includingSeen() : ItemFilter.unseen();
    if (allow != null) {
      filter = filter.allowing(indices("--allow", ofFile(allow), model, console));
    }
    if (allowQuery != null) {
      filter = filter.allowing(indices("--allow-sql", ofQuery(allowQuery), model, console));
    }
    if (deny != null) {
      filter = filter.denying(indices("--deny", ofFile(deny), model, console));
    }
    if (denyQuery != null) {
      filter = filter.denying(indices("--deny-sql", ofQuery(denyQuery), model, console));
    }
    return filter;
  }

  /** The files that are read, so that no output goes over one. */
  @Nullable Path[] files() {
    return new @Nullable Path[] {allow, deny};
  }

  private static Collection<String> ofFile(Path file) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      int empty = lines.indexOf("");
      if (empty >= 0) {
        throw CommandException.data(
            "the id is empty: %s:%s".formatted(PrintableText.quotable(file.toString()), empty + 1));
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw CommandException.data(
          "the bytes are not valid UTF-8: " + PrintableText.quotable(file.toString()));
    }
  }

  private static Collection<String> ofQuery(String query) {
    // On a line of its own, so that a comment at the end of the query does not swallow the rest.
    String statement = query.strip().replaceFirst("(;\\s*)+$", "");
    SqlSource source =
        Usage.check(
            () -> SqlSource.of("SELECT 'all' AS \"user\", q.item FROM (" + statement + "\n) q"));
    return InteractionReader.read(source, ReadOptions.defaults()).interactions().items().ids();
  }

  private static int[] indices(
      String option, Collection<String> ids, FactorModel model, Console console) {
    int[] known = ids.stream().flatMapToInt(id -> model.items().indexOf(id).stream()).toArray();
    if (known.length < ids.size()) {
      console.say(
          "sapor: %s of %s in %s: the model does not know them"
              .formatted(
                  Numbers.count(ids.size() - known.length),
                  Numbers.of(ids.size(), "item"),
                  option));
    }
    return known;
  }
}
