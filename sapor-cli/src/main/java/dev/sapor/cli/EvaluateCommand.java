package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.data.Interactions;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Judgement;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.model.io.ModelFile;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import dev.sapor.split.Split;
import dev.sapor.split.Splitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor evaluate}: how good a model is on data that it has not seen. */
@Command(
    name = "evaluate",
    customSynopsis = {
      "sapor evaluate MODEL --test DATA [OPTIONS]",
      "       sapor evaluate MODEL --data DATA --split RULE [OPTIONS]"
    },
    description = {
      "Judge a model on test data, beside simple rules.",
      "",
      "Errors of predicted ratings are taken over all test rows, new users and items included;"
          + " predictions are clipped to the range of the training values. Rankings are of all"
          + " items but those that the user had in training, averaged over the known users with a"
          + " test row; every item of the test data is relevant, whatever its value. A model"
          + " without history has none. Intervals hold for other users drawn alike: 1,000 sets of"
          + " users are drawn from those of the test data."
    },
    footer = {
      "",
      "Examples:",
      "  sapor evaluate my.sapor --test test.csv",
      "  sapor evaluate my.sapor --test test.csv --metrics ndcg@20,recall@20,auc",
      "  sapor evaluate my.sapor --test test.csv --slice activity,item:genres --items films.csv"
    })
final class EvaluateCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @Option(names = "--test", order = 1, paramLabel = "DATA", description = "The test data.")
  private @Nullable String test;

  @Option(
      names = "--data",
      order = 2,
      paramLabel = "DATA",
      description = "With --split: the data that the model was trained on a part of.")
  private @Nullable String whole;

  @Option(
      names = "--split",
      order = 3,
      paramLabel = "RULE",
      description =
          "Judge on the test part of this split of --data; says so if the model was not trained on"
              + " the other part. sapor split --help has the rules.")
  private @Nullable String split;

  @Option(
      names = "--split-seed",
      order = 4,
      paramLabel = "SEED",
      description = "Seed of the split. Default: that of the model; for replicas as published.")
  private @Nullable Long splitSeed;

  @Option(
      names = "--baselines",
      order = 25,
      paramLabel = "quick|all|none",
      description = "Which simple rules stand beside the model. Default: quick.")
  private BaselineChoice baselines = BaselineChoice.QUICK;

  @Mixin private final ThreadsOption threads = new ThreadsOption();
  @Mixin private final EvaluationOptions evaluationOptions = new EvaluationOptions();
  @Mixin private final SliceOptions sliceOptions = new SliceOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();

  EvaluateCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    threads.check();
    EvaluationProtocol protocol = evaluationOptions.protocol();
    sliceOptions.check();
    ReadOptions options = dataOptions.readOptions();
    String data = checkedData();
    Source source = Usage.check(() -> Source.of(List.of(data), console().in()));
    JudgedFile judged = new JudgedFile(modelFile, ModelFile.digest(modelFile));
    FactorModel model = ModelFile.open(modelFile);
    Interactions held =
        split == null
            ? given(model, positive(model, source, options))
            : cut(model, source, options, split);
    evaluationOptions.warn(console());
    try (Parallel parallel = new Parallel(threads.count())) {
      return judge(judged, model, held, new Evaluator(protocol, parallel));
    }
  }

  /** The name of the data to read. */
  private String checkedData() {
    if (split == null && (whole != null || splitSeed != null)) {
      throw CommandException.usage("--data and --split-seed apply with --split only");
    }
    String name = split == null ? test : whole;
    if (name == null || (split != null && test != null)) {
      throw CommandException.usage(
          "missing required option: give --test DATA, or --data DATA and --split RULE");
    }
    return name;
  }

  /** The data, of which only that counts which counted in training. */
  private Interactions positive(FactorModel model, Source source, ReadOptions options) {
    Interactions data = Loading.interactions(source, options, console()).interactions();
    return RecordedThreshold.apply(data, List.of(model.record()), console());
  }

  /** Test data that were given; leaks are told where the model knows what it was trained on. */
  private Interactions given(FactorModel model, Interactions held) {
    model
        .history()
        .ifPresent(history -> LeakText.warn(trainingData(model, history), held, console()));
    return held;
  }

  /** The test part of a split, and a warning if the model has not been trained on the other. */
  private Interactions cut(FactorModel model, Source source, ReadOptions options, String text) {
    SplitRule rule = new SplitRuleParser(splitSeed, model.record().seed(), null).parse(text);
    if (!(rule.cut() instanceof SplitRule.Once(Splitter splitter))) {
      throw rule.holdsOutUsers()
          ? SplitOptions.heldOutUsers(rule)
          : CommandException.usage(
              "--split %s makes folds, and a model can be judged on one part only; take sapor train --split"
                  .formatted(text));
    }
    Interactions all = positive(model, source, options.withKeepOrdinals(rule.needsOrdinals()));
    Split parts = rule.once(splitter, all);
    if (!parts.train().compacted().digest().equals(model.record().dataDigest())) {
      console()
          .say(
              "sapor: WARNING: the model was not trained on the training part of this split: it"
                  + " may have seen the test part, and these figures may be leaked");
    }
    return parts.test();
  }

  private EvaluateReport judge(
      JudgedFile file, FactorModel model, Interactions held, Evaluator evaluator) {
    if (model.history().isEmpty()) {
      console().say("sapor: the model has no history: no ranking figures and no baselines");
      Judgement judged = evaluator.judge(model, held);
      return new EvaluateReport(
          file, TestFigures.of(model, judged, Map.of(), evaluator), new SliceFigures(List.of()));
    }
    Interactions train = trainingData(model, model.history().get());
    Judgement judged = evaluator.judge(model, held);
    SliceFigures slices =
        new SliceFigures(
            sliceOptions.of(train, held).stream()
                .map(slice -> new SliceFigures.Part(slice, judged.evaluation(slice)))
                .toList());
    var rules = evaluator.baselines(train, held, baselines.of(train, threads.count(), console()));
    return new EvaluateReport(file, TestFigures.of(model, judged, rules, evaluator), slices);
  }

  /** What the model was trained on, as far as its history tells. */
  static Interactions trainingData(FactorModel model, History history) {
    return Interactions.of(
        model.users(),
        model.items(),
        model.goal() == Goal.PREDICT || !isConstant(model),
        history.byUser());
  }

  /** Whether all training values were equal: then they were clicks and not ratings. */
  private static boolean isConstant(FactorModel model) {
    return model.range().min() == model.range().max();
  }

  /**
   * The file of the model that is judged.
   *
   * @param digest SHA-256 of it, by which a server knows of which model a report is
   */
  record JudgedFile(Path path, String digest) {}

  /**
   * The figures as a report of their own.
   *
   * @param file which model they are of
   * @param figures of the model and the baselines
   * @param slices of parts of the test data
   */
  record EvaluateReport(JudgedFile file, TestFigures figures, SliceFigures slices)
      implements Report {

    @Override
    public ObjectNode json() {
      ObjectNode json = figures.testJson();
      json.put("model", file.path().toString());
      json.put("digest", file.digest());
      json.set("baselines", figures.baselinesJson());
      json.set("slices", slices.json());
      return json;
    }

    @Override
    public void print(Console console) {
      figures.print(console);
      slices.print(console);
    }
  }
}
