package dev.sapor.cli;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.io.ModelFile;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.PopularItems;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import dev.sapor.solver.als.FoldIn;
import dev.sapor.solver.als.FoldedUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sapor recommend}: the best items of one user, or of many users into a file. */
@Command(
    name = "recommend",
    customSynopsis =
        "sapor recommend MODEL (--user ID | --history ITEMS | (--users FILE | --all-users) --out FILE)"
            + " [OPTIONS]",
    description = {
      "Recommend items to a user, or to many users into a file.",
      "",
      "With --history to somebody whom the model never saw, by what they had to do with: items with"
          + " commas between, or a file with one on each line; item:4 with a rating, item:- for a"
          + " dislike. The model is not trained again."
    },
    footer = {
      "",
      "Examples:",
      "  sapor recommend my.sapor --user 42 -n 20",
      "  sapor recommend my.sapor --history 50,181:4,294:-",
      "  sapor recommend my.sapor --all-users --out lists.parquet",
      "  sapor recommend my.sapor --users ids.txt --fallback popular --out lists.csv"
    })
final class RecommendCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @ArgGroup(multiplicity = "1")
  private Who who = new Who();

  /** One user, some, or all. */
  static final class Who {
    @Option(
        names = "--user",
        required = true,
        order = 1,
        paramLabel = "ID",
        description = "The user.")
    private @Nullable String user;

    @Option(
        names = "--history",
        required = true,
        order = 1,
        paramLabel = "ITEMS",
        description = "Somebody new, by their items: item,item:rating,item:- or a file of these.")
    private @Nullable String history;

    @Option(
        names = "--all-users",
        required = true,
        order = 2,
        description = "All users, into the file of --out.")
    private boolean all;

    @Option(
        names = "--users",
        required = true,
        order = 2,
        paramLabel = "FILE",
        description = "The users of a file, an id on each line, into the file of --out.")
    private @Nullable Path users;
  }

  @Option(
      names = "--out",
      order = 3,
      paramLabel = "FILE",
      description =
          "With --users or --all-users: a CSV file, or Parquet if the name ends with .parquet;"
              + " columns user, rank, item, score and, with --fallback, fallback.")
  private @Nullable Path out;

  @Option(
      names = "-n",
      order = 4,
      paramLabel = "N",
      description = "How many items for each user. Default: ${DEFAULT-VALUE}.")
  private int n = 10;

  @Mixin private final FilterOptions filterOptions = new FilterOptions();

  @Option(
      names = "--fallback",
      order = 6,
      paramLabel = "popular",
      description =
          "Users of whom the model knows nothing get the most popular items, labelled 'popular'."
              + " Default: they are an error.")
  private @Nullable Fallback fallback;

  @Option(
      names = "--threads",
      order = 7,
      paramLabel = "N",
      description = "Threads for --users and --all-users. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  RecommendCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    if (n < 1 || threads < 1) {
      throw CommandException.usage("-n and --threads must be at least 1");
    }
    boolean many = who.all || who.users != null;
    if (many != (out != null)) {
      throw CommandException.usage(
          many
              ? (who.all ? "--all-users" : "--users") + " needs --out"
              : "--out is for --users and --all-users only");
    }
    if (out != null) {
      OutputPath.check("--out", out);
      OutputPath.checkNotRead("--out", out, modelFile, who.users);
      OutputPath.checkNotRead("--out", out, (Object[]) filterOptions.files());
    }
    FactorModel model = ModelFile.open(modelFile);
    if (model.goal() == Goal.PREDICT) {
      console()
          .say(
              "sapor: this model was trained to predict ratings and recommends badly; train one with"
                  + " --goal recommend");
    }
    ItemFilter filter = filterOptions.filter(model, console());
    if (who.history != null) {
      return folded(model, who.history, filter);
    }
    return out == null ? one(model, String.valueOf(who.user), filter) : all(model, out, filter);
  }

  /** For somebody whom the model never saw. */
  private Report folded(FactorModel model, String history, ItemFilter filter) throws IOException {
    if (fallback != null) {
      throw CommandException.usage("--fallback does not apply with --history");
    }
    GivenHistory given = GivenHistory.of(history, model);
    FoldedUser user = Usage.data(() -> FoldIn.of(model).fold(given.items(), given.values()));
    RankedItems items =
        Recommender.of(model, user.beside(model), user.history()).recommend(0, n, filter);
    return new ItemList(
        "history",
        history,
        "for somebody with %s:".formatted(Numbers.of(given.items().length, "item")),
        items,
        model,
        next(items, model));
  }

  private Report one(FactorModel model, String id, ItemFilter filter) {
    if (fallback != null && UserList.index(id, model, true).isEmpty()) {
      RankedItems popular = PopularItems.of(model, n);
      String heading =
          "for user %s, of whom the model knows nothing: the most popular items"
              .formatted(PrintableText.quotable(id));
      return new ItemList("user", id, heading, popular, model, next(popular, model))
          .labelled(Labels.of(fallback));
    }
    RankedItems items = Recommender.of(model).recommend(ModelUse.user(model, id), n, filter);
    return new ItemList(
        "user",
        id,
        "for user " + PrintableText.quotable(id) + ":",
        items,
        model,
        next(items, model));
  }

  private List<String> next(RankedItems items, FactorModel model) {
    return items.isEmpty()
        ? List.of()
        : List.of(
            "similar %s --item %s"
                .formatted(
                    ShellWord.of(modelFile.toString()),
                    ShellWord.of(model.items().id(items.itemIndex(0)))));
  }

  private Report all(FactorModel model, Path file, ItemFilter filter) throws IOException {
    boolean falling = fallback != null;
    UserList users =
        who.users == null ? UserList.all(model, falling) : UserList.of(who.users, model, falling);
    try (Parallel parallel = new Parallel(threads)) {
      return new UserLists(model, users, falling, n, filter, context()).write(file, parallel);
    }
  }
}
