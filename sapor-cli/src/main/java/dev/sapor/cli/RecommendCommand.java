package dev.sapor.cli;

import dev.sapor.cli.console.PrintableText;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.io.ModelFile;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sapor recommend}: the best items of one user, or of all users into a file. */
@Command(
    name = "recommend",
    customSynopsis = "sapor recommend MODEL (--user ID | --all-users --out FILE) [OPTIONS]",
    description = "Recommend items to a user, or to all users into a file.",
    footer = {
      "",
      "Examples:",
      "  sapor recommend my.sapor --user 42 -n 20",
      "  sapor recommend my.sapor --all-users --out lists.parquet"
    })
final class RecommendCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @ArgGroup(multiplicity = "1")
  private Who who = new Who();

  /** One user or all. */
  static final class Who {
    @Option(
        names = "--user",
        required = true,
        order = 1,
        paramLabel = "ID",
        description = "The user.")
    private @Nullable String user;

    @Option(
        names = "--all-users",
        required = true,
        order = 2,
        description = "All users, into the file of --out.")
    private boolean all;
  }

  @Option(
      names = "--out",
      order = 3,
      paramLabel = "FILE",
      description =
          "With --all-users: a CSV file, or Parquet if the name ends with .parquet; columns user,"
              + " rank, item and score.")
  private @Nullable Path out;

  @Option(
      names = "-n",
      order = 4,
      paramLabel = "N",
      description = "How many items for each user. Default: ${DEFAULT-VALUE}.")
  private int n = 10;

  @Option(
      names = "--include-seen",
      order = 5,
      description = "Also items that the user had in training.")
  private boolean includeSeen;

  @Option(
      names = "--threads",
      order = 6,
      paramLabel = "N",
      description = "Threads for --all-users. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  RecommendCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    if (n < 1 || threads < 1) {
      throw CommandException.usage("-n and --threads must be at least 1");
    }
    if (who.all != (out != null)) {
      throw CommandException.usage(
          who.all ? "--all-users needs --out" : "--out is for --all-users only");
    }
    if (out != null) {
      OutputPath.check("--out", out);
    }
    FactorModel model = ModelFile.open(modelFile);
    if (model.goal() == Goal.PREDICT) {
      console()
          .say(
              "sapor: this model was trained to predict ratings and recommends badly; train one with"
                  + " --goal recommend");
    }
    ItemFilter filter = includeSeen ? ItemFilter.unseen().includingSeen() : ItemFilter.unseen();
    return out == null ? one(model, String.valueOf(who.user), filter) : all(model, out, filter);
  }

  private Report one(FactorModel model, String id, ItemFilter filter) {
    RankedItems items = Recommender.of(model).recommend(ModelUse.user(model, id), n, filter);
    List<String> next =
        items.isEmpty()
            ? List.of()
            : List.of(
                "similar %s --item %s"
                    .formatted(
                        ShellWord.of(modelFile.toString()),
                        ShellWord.of(model.items().id(items.itemIndex(0)))));
    return new ItemList(
        "user", id, "for user " + PrintableText.quotable(id) + ":", items, model, next);
  }

  private Report all(FactorModel model, Path file, ItemFilter filter) throws IOException {
    try (Parallel parallel = new Parallel(threads)) {
      return new AllUsers(model, n, filter, context()).write(file, parallel);
    }
  }
}
