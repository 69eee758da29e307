package dev.sapor.cli;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.eval.Slice;
import dev.sapor.eval.Slices;
import dev.sapor.source.CatalogReader;
import dev.sapor.source.LoadedCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Into which parts the test data are cut. */
final class SliceOptions {

  private static final String ITEM = "item:";
  private static final String USER = "user:";

  @Option(
      names = "--slice",
      order = 26,
      split = ",",
      paramLabel = "BY,…",
      description =
          "Also judge parts of the test data: by activity (training interactions of the user),"
              + " popularity (of the item), item:COLUMN or user:COLUMN.")
  private List<String> slices = List.of();

  @Option(
      names = "--items",
      order = 27,
      paramLabel = "FILE",
      description = "Attributes of the items, for --slice item:COLUMN.")
  private @Nullable Path items;

  @Option(
      names = "--users",
      order = 28,
      paramLabel = "FILE",
      description = "Attributes of the users, for --slice user:COLUMN.")
  private @Nullable Path users;

  /** Whether parts were asked for. */
  boolean any() {
    return !slices.isEmpty();
  }

  /** The file of attributes of items, where one was named. */
  Optional<Path> itemsFile() {
    return Optional.ofNullable(items);
  }

  /** The file of attributes of users, where one was named. */
  Optional<Path> usersFile() {
    return Optional.ofNullable(users);
  }

  /** Everything that can be wrong before a byte is read. */
  void check() {
    requireReadable("--items", items);
    requireReadable("--users", users);
    for (String by : slices) {
      boolean named = by.startsWith(ITEM) || by.startsWith(USER);
      if (!named && !by.equals("activity") && !by.equals("popularity")) {
        throw CommandException.usage(
            "--slice must be activity, popularity, item:COLUMN or user:COLUMN (got '%s')"
                .formatted(by));
      }
      if ((by.startsWith(ITEM) && items == null) || (by.startsWith(USER) && users == null)) {
        throw CommandException.usage(
            "--slice %s needs a file of attributes; name it by --%ss FILE"
                .formatted(by, by.substring(0, 4)));
      }
    }
  }

  private static void requireReadable(String option, @Nullable Path file) {
    if (file != null && !Files.isReadable(file)) {
      throw CommandException.environment(option + ": no file that can be read: " + file);
    }
  }

  /** The parts that were asked for, in their order. */
  List<Slice> of(Interactions train, Interactions test) {
    List<Slice> all = new ArrayList<>();
    for (String by : slices) {
      all.addAll(
          switch (by) {
            case "activity" -> Slices.byActivity(train, test);
            case "popularity" -> Slices.byPopularity(train, test);
            default ->
                by.startsWith(ITEM)
                    ? byItem(by.substring(ITEM.length()), test)
                    : byUser(by.substring(USER.length()), test);
          });
    }
    return all;
  }

  private List<Slice> byItem(String column, Interactions test) {
    Catalog catalog = read(items, test.items());
    return Usage.check(() -> Slices.byItemColumn(catalog, column, test));
  }

  private List<Slice> byUser(String column, Interactions test) {
    Catalog catalog = read(users, test.users());
    return Usage.check(() -> Slices.byUserColumn(catalog, column, test));
  }

  private static Catalog read(@Nullable Path file, IdMap ids) {
    if (file == null) {
      return Catalog.empty(ids.size());
    }
    LoadedCatalog loaded = CatalogReader.read(file, ids);
    if (loaded.report().matched() == 0 && ids.size() > 0) {
      throw CommandException.data(
          file + " has attributes of none of the ids in the test data; is it the right file?");
    }
    return loaded.catalog();
  }
}
