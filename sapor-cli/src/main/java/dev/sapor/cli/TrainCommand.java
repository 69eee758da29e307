package dev.sapor.cli;

import dev.sapor.cli.LearningOptions.Learning;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.data.Catalog;
import dev.sapor.data.Interactions;
import dev.sapor.eval.Baseline;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.io.ModelFile;
import dev.sapor.model.npy.NpyFactors;
import dev.sapor.model.npy.NpyImport;
import dev.sapor.solver.Solver;
import dev.sapor.solver.TrainingResult;
import dev.sapor.source.CatalogReader;
import dev.sapor.source.LoadedInteractions;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.ReadReport;
import dev.sapor.source.Source;
import dev.sapor.split.FoldSplitter;
import dev.sapor.split.Split;
import dev.sapor.split.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sapor train}: from data to a model in a file. */
@Command(
    name = "train",
    customSynopsis = "sapor train DATA... --out MODEL [OPTIONS]",
    description = {
      "Train a model and save it.",
      "",
      "Data with ratings give a model that predicts ratings (als); data without, or --goal"
          + " recommend, one that recommends (implicit-als, softmax, bpr). With --test, --holdout or --split it is"
          + " judged beside simple rules."
    },
    footer = {
      "",
      "Examples:",
      "  sapor train ratings.csv --holdout 0.1 --out my.sapor",
      "  sapor train 'clicks-*.tsv.gz' --items films.csv --out my.sapor",
      "  sapor train --sql \"SELECT u AS user, i AS item FROM 'x.parquet'\" --out m.sapor"
    })
final class TrainCommand extends SaporCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "DATA",
      description =
          "Files with one interaction a row (CSV, TSV or ::, plain or gzip; Parquet; JSON lines),"
              + " patterns such as 'part-*.csv', or - for stdin.")
  private List<String> data = List.of();

  @Option(
      names = "--out",
      order = 1,
      required = true,
      paramLabel = "MODEL",
      description = "The model file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--test",
      order = 2,
      paramLabel = "DATA",
      description = "Judge the model on these data; read once, after training.")
  private @Nullable String test;

  @Option(
      names = "--items",
      order = 6,
      paramLabel = "FILE",
      description = "Titles and attributes of the items: CSV with an id column and a title column.")
  private @Nullable Path items;

  @Option(
      names = "--no-history",
      order = 7,
      description = "Do not keep in the model who had what: seen items can then not be left out.")
  private boolean noHistory;

  @Option(
      names = "--init",
      order = 44,
      paramLabel = "DIR",
      description = "Start from the factors in a folder that sapor export wrote.")
  private @Nullable Path init;

  @Option(
      names = "--checkpoint",
      order = 45,
      paramLabel = "FILE",
      description = "Keep the state of training here; a run that was cut off goes on from it.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--max-memory",
      order = 71,
      paramLabel = "AMOUNT",
      description = "Refuse to train if it takes more, such as 4g.")
  private @Nullable String maxMemory;

  @Mixin private final ThreadsOption threads = new ThreadsOption();
  @Mixin private final SplitOptions splitOptions = new SplitOptions();
  @Mixin private final LearningOptions learningOptions = new LearningOptions();
  @Mixin private final QueryOptions queryOptions = new QueryOptions();
  @Mixin private final PreparationOptions preparationOptions = new PreparationOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();

  TrainCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    ReadOptions readOptions = checkOptions();
    Source source = queryOptions.source(data, context());
    Source testSource =
        test == null ? null : Usage.check(() -> Source.of(List.of(test), console().in()));
    long memoryLimit = MemoryNeed.limit(maxMemory);
    NpyFactors given = init == null ? null : NpyImport.read(init);
    if (given != null) {
      learningOptions.startFrom(given.factors().rank());
    }
    Stopwatch watch = new Stopwatch();

    PreparedData prepared =
        new PreparedData(preparationOptions.preparation(), readOptions, console());
    TrainingData data = load(source, readOptions, prepared);
    Interactions train = data.train();
    Learning learning = data.learning();
    Solver solver = learning.solver();
    SplitRule rule = data.rule();
    Catalog catalog = catalog(train);
    // Before what is needed is measured: what the reading took is not.
    NativeMemory.release();
    watch.lap(Stopwatch.LOAD);

    MemoryNeed need = MemoryNeed.of(train, solver, learning.plan(), threads.count());
    need.requireWithin(memoryLimit);
    Set<Baseline> rules =
        testSource == null && rule == null
            ? Set.of()
            : BaselineChoice.QUICK.of(
                train, threads.count(), memoryLimit - need.total(), console());
    sayNeed(need, BaselineChoice.bytes(rules, train, threads.count()));
    try (Parallel parallel = new Parallel(threads.count())) {
      CrossValidation folds = crossValidation(data, prepared, rules, parallel);
      Factors start = given == null ? null : start(given, solver, train, parallel);
      TrainingJob job = new TrainingJob(solver, learning.plan(), start, checkpoint);
      TrainingResult result = job.run(train, parallel, context());
      NativeMemory.release();
      FactorModel model = result.withParameters(prepared.parameters()).model().withCatalog(catalog);
      watch.lap(Stopwatch.TRAIN);
      Interactions held =
          testSource == null
              ? data.test()
              : prepared.test(Loading.interactions(testSource, readOptions, console()));
      if (testSource != null && held != null) {
        LeakText.warn(train, held, console());
      }
      TestFigures figures =
          held == null ? null : TestFigures.of(model, train, held, rules, parallel);
      watch.lap(Stopwatch.EVALUATE);
      save(noHistory ? model.withoutHistory() : model);
      watch.lap(Stopwatch.SAVE);
      return new TrainReport(
          out, model, result.reports(), data.report(), prepared.json(), figures, folds, watch);
    }
  }

  /**
   * What a training starts from.
   *
   * @param report on the reading
   * @param rule how to split, if at all
   * @param train what the model is trained on
   * @param test what was cut off for judging it, if anything was
   * @param whole all of the data, if folds are to be made of it
   */
  private record TrainingData(
      ReadReport report,
      Learning learning,
      @Nullable SplitRule rule,
      Interactions train,
      @Nullable Interactions test,
      @Nullable Interactions whole) {}

  /**
   * Reads, prepares and splits; a method of its own, so that nothing holds on to what was split.
   */
  private TrainingData load(Source source, ReadOptions readOptions, PreparedData prepared)
      throws IOException {
    LoadedInteractions loaded = Loading.interactions(source, readOptions, console());
    NativeMemory.release();
    Interactions all = prepared.all(loaded);
    Learning learning = learningOptions.choose(all.rated());
    SplitRule rule = splitOptions.rule(learning.solver().seed());
    if (rule != null && rule.cut() instanceof SplitRule.Once(Splitter splitter)) {
      Split split = rule.once(splitter, all);
      Interactions train = prepared.training(split.train()).compacted();
      return new TrainingData(loaded.report(), learning, rule, train, split.test(), null);
    }
    Interactions train = prepared.training(all).compacted();
    return new TrainingData(
        loaded.report(), learning, rule, train, null, rule == null ? null : all);
  }

  private void sayNeed(MemoryNeed need, long judging) {
    console()
        .say(
            "sapor: training%s takes about %s of memory in all"
                .formatted(
                    judging == 0 ? "" : ", with judging simple rules beside it,",
                    Numbers.bytes(need.total() + judging)));
  }

  /** Everything that can be wrong before a byte is read. */
  private ReadOptions checkOptions() {
    OutputPath.check("--out", out);
    OutputPath.checkNotRead("--out", out, data.toArray());
    OutputPath.checkNotRead("--out", out, test, items);
    if (checkpoint != null) {
      OutputPath.check("--checkpoint", checkpoint);
      OutputPath.checkNotRead("--checkpoint", checkpoint, data.toArray());
      OutputPath.checkNotRead("--checkpoint", checkpoint, test, items);
    }
    threads.check();
    if (test != null && splitOptions.given() != null) {
      throw CommandException.usage(
          "--test and %s exclude each other; choose one".formatted(splitOptions.given()));
    }
    splitOptions.check();
    if ("-".equals(test) && data.contains("-")) {
      throw CommandException.usage("stdin can be read once only; name a file for DATA or --test");
    }
    if (items != null && !Files.isReadable(items)) {
      throw CommandException.environment("--items: no file that can be read: " + items);
    }
    if (init != null && !Files.isDirectory(init)) {
      throw CommandException.environment("--init: no such folder: " + init);
    }
    learningOptions.check();
    preparationOptions.preparation();
    String clicks = preparationOptions.makesClicks();
    if (clicks != null) {
      learningOptions.checkForClicks(clicks);
    }
    SplitRule rule = splitOptions.rule(SplitRuleParser.usualSeed());
    if (init != null && rule != null && rule.cut() instanceof SplitRule.Folds) {
      throw CommandException.usage("--init does not apply with folds: they start at random");
    }
    return dataOptions
        .readOptions(preparationOptions)
        .withKeepOrdinals(rule != null && rule.needsOrdinals());
  }

  /** Trains on each fold's rest and judges on the fold, if the rule makes folds. */
  private @Nullable CrossValidation crossValidation(
      TrainingData data, PreparedData prepared, Set<Baseline> rules, Parallel parallel)
      throws IOException {
    SplitRule rule = data.rule();
    Interactions all = data.whole();
    if (rule == null
        || all == null
        || !(rule.cut() instanceof SplitRule.Folds(FoldSplitter splitter))) {
      return null;
    }
    Learning learning = data.learning();
    List<TestFigures> figures = new ArrayList<>();
    for (int fold = 0; fold < splitter.folds(); fold++) {
      Split split = rule.fold(splitter, fold, all);
      Interactions train = prepared.fold(split.train()).compacted();
      TrainingJob job = new TrainingJob(learning.solver(), learning.plan(), null, null);
      FactorModel model = job.run(train, parallel, context()).model();
      figures.add(TestFigures.of(model, train, split.test(), rules, parallel));
    }
    return new CrossValidation(rule.text(), figures);
  }

  private Catalog catalog(Interactions train) {
    if (items == null) {
      return Catalog.empty(train.items().size());
    }
    var loaded = CatalogReader.read(items, train.items());
    console()
        .say(
            "sapor: %s has titles or attributes of %s of %s items (%s)"
                .formatted(
                    PrintableText.quotable(items.toString()),
                    Numbers.count(loaded.report().matched()),
                    Numbers.count(train.items().size()),
                    PrintableText.quotable(String.join(", ", loaded.report().columns()))));
    return loaded.catalog();
  }

  /** The given factors where their ids are known, and the random start elsewhere. */
  private Factors start(NpyFactors given, Solver solver, Interactions train, Parallel parallel) {
    Factors random = solver.start(train, parallel).factors();
    var aligned = given.alignTo(train.users(), train.items(), random);
    console()
        .say(
            "sapor: starting from given factors of %s of %s users and %s of %s items"
                .formatted(
                    Numbers.count(aligned.matchedUsers()),
                    Numbers.count(train.users().size()),
                    Numbers.count(aligned.matchedItems()),
                    Numbers.count(train.items().size())));
    Factors factors = aligned.factors();
    boolean biased = Boolean.parseBoolean(solver.parameters().getOrDefault("biases", "false"));
    return biased ? factors : Factors.unbiased(factors.users(), factors.items());
  }

  private void save(FactorModel model) throws IOException {
    context()
        .stop()
        .inOrder(() -> {
          ModelFile.write(model, out);
          return checkpoint != null && Files.deleteIfExists(checkpoint);
        });
  }
}
