package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.server.feedback.FeedbackReplay;
import dev.sapor.server.feedback.FeedbackUpdate;
import dev.sapor.solver.als.ModelUpdate;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor update}: a model with new interactions, without training it again. */
@Command(
    name = "update",
    customSynopsis = {
      "sapor update MODEL --with DATA --out MODEL2 [OPTIONS]",
      "sapor update MODEL --feedback LOG --out MODEL2 [OPTIONS]"
    },
    description = {
      "Add new interactions to a model without training it again.",
      "",
      "Users and items with new interactions, known or not, are solved by all they have had; all"
          + " others keep their factors to the bit. A value that is given again replaces the one"
          + " before. The model must keep its history. From time to time, train again: what the"
          + " others would have learnt from the new data is not in it.",
      "",
      "With the feedback log of a server, the model has what users did there, and says so in its"
          + " record: the server does not count it again. A model of clicks cannot hold a dislike;"
          + " it takes the click out, and the server goes on reading the dislike from the log."
    },
    footer = {
      "",
      "Examples:",
      "  sapor update my.sapor --with today.csv --out tomorrow.sapor",
      "  sapor update my.sapor --feedback feedback.log --out models/tomorrow.sapor"
    })
final class UpdateCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--with",
      order = 1,
      paramLabel = "DATA",
      description = "The new interactions; a file, a pattern, or - for stdin.")
  private @Nullable String data;

  @Option(
      names = "--feedback",
      order = 2,
      paramLabel = "LOG",
      description = "The feedback log of a server, which may be writing to it.")
  private @Nullable Path feedback;

  @Option(
      names = "--out",
      order = 3,
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
    if (data == null && feedback == null) {
      throw CommandException.usage("give --with DATA, --feedback LOG or both");
    }
    OutputPath.checkNotRead("--out", out, modelFile, data, feedback);
    threads.check();
    ReadOptions readOptions = dataOptions.readOptions();
    Source source =
        data == null ? null : Usage.check(() -> Source.of(List.of(data), console().in()));
    FactorModel model = ModelFile.open(modelFile);
    FactorModel updated = model;
    List<Interactions> changes = new ArrayList<>();
    try (Parallel parallel = new Parallel(threads.count())) {
      if (source != null) {
        Interactions more = Loading.interactions(source, readOptions, console()).interactions();
        updated = Usage.data(() -> ModelUpdate.of(model, more, parallel));
        changes.add(more);
      }
      if (feedback != null) {
        FactorModel before = updated;
        FeedbackUpdate since = FeedbackUpdate.of(before, FeedbackReplay.read(feedback));
        updated = Usage.data(() -> since.applyTo(before, parallel));
        changes.add(since.more());
        changes.add(since.gone());
      }
    }
    FactorModel after = updated;
    context()
        .stop()
        .inOrder(() -> {
          ModelFile.write(after, out);
          return true;
        });
    return new Updated(out, model, after, changes);
  }

  /**
   * What was done.
   *
   * @param file the file that was written
   * @param before the model as it was
   * @param after the model as it is
   * @param changes interactions that came or went
   */
  private record Updated(
      Path file, FactorModel before, FactorModel after, List<Interactions> changes)
      implements Report {

    private long interactions() {
      return changes.stream().mapToLong(Interactions::size).sum();
    }

    private static long touched(Stream<IdMap> sides) {
      return sides.flatMap(ids -> ids.ids().stream()).distinct().count();
    }

    private long touchedUsers() {
      return touched(changes.stream().map(Interactions::users));
    }

    private long touchedItems() {
      return touched(changes.stream().map(Interactions::items));
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
      json.put("interactions", interactions());
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
                  Numbers.of(interactions(), "interaction"),
                  Numbers.of(touchedUsers(), "user"),
                  Numbers.count(newUsers()),
                  Numbers.of(touchedItems(), "item"),
                  Numbers.count(newItems())));
    }
  }
}
