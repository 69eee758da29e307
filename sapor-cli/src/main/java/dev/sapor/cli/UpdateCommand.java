package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.solver.als.ModelUpdate;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor update}: a model with new interactions, without training it again. */
@Command(
    name = "update",
    customSynopsis = "sapor update MODEL --with DATA --out MODEL2 [OPTIONS]",
    description = {
      "Add new interactions to a model without training it again.",
      "",
      "Users and items with new interactions, known or not, are solved by all they have had; all"
          + " others keep their factors to the bit. A value that is given again replaces the one"
          + " before. The model must keep its history. From time to time, train again: what the"
          + " others would have learnt from the new data is not in it."
    },
    footer = {"", "Example:", "  sapor update my.sapor --with today.csv --out tomorrow.sapor"})
final class UpdateCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--with",
      order = 1,
      required = true,
      paramLabel = "DATA",
      description = "The new interactions; a file, a pattern, or - for stdin.")
  private String data = "";

  @Option(
      names = "--out",
      order = 2,
      required = true,
      paramLabel = "MODEL2",
      description = "The model file to write.")
  private Path out = Path.of("");

  @Mixin private final ThreadsOption threads = new ThreadsOption();
  @Mixin private final DataOptions dataOptions = new DataOptions();

  UpdateCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    OutputPath.check("--out", out);
    OutputPath.checkNotRead("--out", out, modelFile, data);
    threads.check();
    ReadOptions readOptions = dataOptions.readOptions();
    Source source = Usage.check(() -> Source.of(List.of(data), console().in()));
    FactorModel model = ModelFile.open(modelFile);
    Interactions more = Loading.interactions(source, readOptions, console()).interactions();
    FactorModel updated;
    try (Parallel parallel = new Parallel(threads.count())) {
      updated = Usage.data(() -> ModelUpdate.of(model, more, parallel));
    }
    context()
        .stop()
        .inOrder(() -> {
          ModelFile.write(updated, out);
          return true;
        });
    return new Updated(out, model, updated, more);
  }

  /**
   * What was done.
   *
   * @param file the file that was written
   * @param before the model as it was
   * @param after the model as it is
   * @param more what was added
   */
  private record Updated(Path file, FactorModel before, FactorModel after, Interactions more)
      implements Report {

    private long touchedUsers() {
      return IntStream.of(more.userCounts()).filter(count -> count > 0).count();
    }

    private long touchedItems() {
      return IntStream.of(more.itemCounts()).filter(count -> count > 0).count();
    }

    private int newUsers() {
      return after.users().size() - before.users().size();
    }

    private int newItems() {
      return after.items().size() - before.items().size();
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("model", file.toString());
      json.put("interactions", more.size());
      json.put("users", touchedUsers()).put("newUsers", newUsers());
      json.put("items", touchedItems()).put("newItems", newItems());
      return json;
    }

    @Override
    public void print(Console console) {
      console.print(
          "%s: %s more; solved %s (%s new) and %s (%s new)"
              .formatted(
                  PrintableText.quotable(file.toString()),
                  Numbers.of(more.size(), "interaction"),
                  Numbers.of(touchedUsers(), "user"),
                  Numbers.count(newUsers()),
                  Numbers.of(touchedItems(), "item"),
                  Numbers.count(newItems())));
    }
  }
}
