package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.io.ModelFile;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor evaluate}: how good a model is on data that it has not seen. */
@Command(
    name = "evaluate",
    customSynopsis = "sapor evaluate MODEL --test DATA [OPTIONS]",
    description = {
      "Judge a model on test data, beside simple rules.",
      "",
      "Errors of predicted ratings are taken over all test rows, new users and items included;"
          + " predictions are clipped to the range of the training values. Ranking figures are over"
          + " all items but those that the user had in training; a model without history has none."
    },
    footer = {"", "Example:", "  sapor evaluate my.sapor --test test.csv"})
final class EvaluateCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--test",
      order = 1,
      required = true,
      paramLabel = "DATA",
      description = "The test data.")
  private String test = "";

  @Option(
      names = "--threads",
      order = 2,
      paramLabel = "N",
      description = "Threads; changes no figure. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private final DataOptions dataOptions = new DataOptions();

  EvaluateCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    if (threads < 1) {
      throw CommandException.usage("--threads must be at least 1 (got " + threads + ")");
    }
    ReadOptions options = dataOptions.readOptions();
    Source source = Usage.check(() -> Source.of(List.of(test), console().in()));
    FactorModel model = ModelFile.open(modelFile);
    Interactions held = Loading.interactions(source, options, console()).interactions();
    try (Parallel parallel = new Parallel(threads)) {
      if (model.history().isEmpty()) {
        console().say("sapor: the model has no history: no ranking figures and no baselines");
        return new EvaluateReport(TestFigures.withoutHistory(model, held, parallel));
      }
      Interactions train =
          Interactions.of(
              model.users(),
              model.items(),
              model.goal() == Goal.PREDICT || !isConstant(model),
              model.history().get().byUser());
      return new EvaluateReport(TestFigures.of(model, train, held, parallel));
    }
  }

  /** Whether all training values were equal: then they were clicks and not ratings. */
  private static boolean isConstant(FactorModel model) {
    return model.range().min() == model.range().max();
  }

  /**
   * The figures as a report of their own.
   *
   * @param figures of the model and the baselines
   */
  record EvaluateReport(TestFigures figures) implements Report {

    @Override
    public ObjectNode json() {
      ObjectNode json = figures.testJson();
      json.set("baselines", figures.baselinesJson());
      return json;
    }

    @Override
    public void print(Console console) {
      figures.print(console);
    }
  }
}
