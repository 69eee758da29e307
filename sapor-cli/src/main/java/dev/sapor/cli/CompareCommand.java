package dev.sapor.cli;

import dev.sapor.cli.CompareReport.WindowFigures;
import dev.sapor.cli.console.Numbers;
import dev.sapor.data.Interactions;
import dev.sapor.eval.Comparison;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Judgement;
import dev.sapor.eval.TimeWindows;
import dev.sapor.eval.TimeWindows.Window;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import dev.sapor.split.Leak;
import dev.sapor.split.LeakReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sapor compare}: which of two models is better, and whether that is more than noise. */
@Command(
    name = "compare",
    customSynopsis = "sapor compare OLD NEW --test DATA [OPTIONS]",
    description = {
      "Compare two models on the same test data, user by user.",
      "",
      "Intervals are of the difference, for other users drawn alike; p is the chance of a"
          + " difference as great if the models were alike (a test by randomization). With --gate"
          + " the exit code is 1 when the new model is worse by more than the margin. With"
          + " --windows the test data are cut by time: each window is judged with the earlier ones"
          + " known, and all windows count together."
    },
    footer = {
      "",
      "Examples:",
      "  sapor compare old.sapor new.sapor --test test.csv",
      "  sapor compare old.sapor new.sapor --test week.csv --windows 7 --gate ndcg@10:-0.002",
      "  sapor compare old.sapor new.sapor --test test.csv --gate rmse:0.001 --gate-by interval"
    })
final class CompareCommand extends SaporCommand {

  /** Each window is judged on its own. */
  private static final int MOST_WINDOWS = 100;

  @Parameters(index = "0", paramLabel = "OLD", description = "A model file.")
  private Path oldFile = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "Another model file.")
  private Path newFile = Path.of("");

  @Option(
      names = "--test",
      order = 1,
      required = true,
      paramLabel = "DATA",
      description = "The test data.")
  private String test = "";

  @Option(
      names = "--gate",
      order = 2,
      paramLabel = "METRIC:MARGIN",
      description =
          "Exit with 1 if the metric of the new model is worse by more than the margin; may be"
              + " given several times. ndcg@10:-0.002 allows a loss of 0.002, rmse:0.001 a rise.")
  private List<String> gates = List.of();

  @Option(
      names = "--gate-by",
      order = 3,
      paramLabel = "estimate|interval",
      description =
          "What has to keep within the margin: the measured difference, or all of its interval."
              + " Default: estimate.")
  private Gate.By gateBy = Gate.By.ESTIMATE;

  @Option(
      names = "--windows",
      order = 4,
      paramLabel = "N",
      description = "Cut the test data by time into N windows of equal size. Default: 1.")
  private int windows = 1;

  @Mixin private final ThreadsOption threads = new ThreadsOption();
  @Mixin private final EvaluationOptions evaluationOptions = new EvaluationOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();

  CompareCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    threads.check();
    if (windows < 1 || windows > MOST_WINDOWS) {
      throw CommandException.usage(
          "--windows must be 1 to " + MOST_WINDOWS + " (got " + windows + ")");
    }
    List<Gate> parsed = gates.stream().map(Gate::parse).toList();
    var protocol = evaluationOptions.protocol(parsed.stream().map(Gate::metric).toList());
    ReadOptions options = dataOptions.readOptions();
    Source source = Usage.check(() -> Source.of(List.of(test), console().in()));
    FactorModel first = ModelFile.open(oldFile);
    FactorModel second = ModelFile.open(newFile);
    Interactions held =
        RecordedThreshold.apply(
            Loading.interactions(source, options, console()).interactions(),
            List.of(first.record(), second.record()),
            console());
    if (windows > 1 && held.times().isEmpty()) {
      throw CommandException.data("--windows cuts by time, and the test data have no times");
    }
    evaluationOptions.warn(console());
    sayHistory(first, oldFile, held);
    sayHistory(second, newFile, held);
    try (Parallel parallel = new Parallel(threads.count())) {
      CompareReport report = compare(first, second, held, new Evaluator(protocol, parallel));
      return report.withVerdicts(parsed, gateBy);
    }
  }

  /**
   * Says what a model knows of the test data that it should not, or that it cannot be ranked by.
   */
  private void sayHistory(FactorModel model, Path file, Interactions held) {
    if (model.history().isEmpty()) {
      console().say("sapor: " + file + " has no history: rankings are not compared");
      return;
    }
    Interactions train = EvaluateCommand.trainingData(model, model.history().get());
    long known = LeakReport.of(train, held, LeakReport.Claim.NONE).count(Leak.Kind.OVERLAP);
    if (known > 0) {
      console()
          .say(
              "sapor: warning: "
                  + file
                  + " was trained on "
                  + Numbers.of(known, "pair")
                  + " of the test data; its figures are leaked");
    }
  }

  private CompareReport compare(
      FactorModel first, FactorModel second, Interactions held, Evaluator evaluator) {
    List<Judgement> ofFirst = new ArrayList<>();
    List<Judgement> ofSecond = new ArrayList<>();
    List<WindowFigures> figures = new ArrayList<>();
    if (windows == 1) {
      ofFirst.add(evaluator.judge(first, held));
      ofSecond.add(evaluator.judge(second, held));
    } else {
      for (Window window : TimeWindows.of(held, windows)) {
        Judgement a = evaluator.judgeAfter(first, window.earlier(), window.test());
        Judgement b = evaluator.judgeAfter(second, window.earlier(), window.test());
        figures.add(new WindowFigures(window, evaluator.compare(a, b)));
        ofFirst.add(a);
        ofSecond.add(b);
      }
    }
    List<Comparison> comparisons =
        ofFirst.isEmpty() ? List.of() : evaluator.compare(ofFirst, ofSecond);
    if (comparisons.isEmpty()) {
      throw CommandException.data(
          "the models have no figure in common on these data; name others by --metrics");
    }
    return new CompareReport(
        oldFile.toString(), newFile.toString(), comparisons, figures, List.of());
  }
}
