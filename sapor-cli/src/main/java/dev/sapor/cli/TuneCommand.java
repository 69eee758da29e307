package dev.sapor.cli;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Progress;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Goal;
import dev.sapor.prepare.Preparation;
import dev.sapor.solver.Solver;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import dev.sapor.tune.FoldTrials;
import dev.sapor.tune.SearchSpace;
import dev.sapor.tune.Trial;
import dev.sapor.tune.Tuner;
import dev.sapor.tune.TuningMetric;
import dev.sapor.tune.TuningPlan;
import dev.sapor.tune.TuningResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor tune}: hyper-parameters for data. */
@Command(
    name = "tune",
    customSynopsis = "sapor tune DATA... [OPTIONS]",
    description = {
      "Look for hyper-parameters: random trials, of which the best third get three times the"
          + " epochs, judged on parts of the data that are kept apart.",
      "",
      "The best trial is compared with the defaults on fresh parts, and wins only if it is better"
          + " there beyond noise (95 %%). The last line is the command that trains the winner."
    },
    footer = {
      "",
      "Examples:",
      "  sapor tune ratings.csv --trials 30 --out trials.json",
      "  sapor tune ratings.csv --ranges 'regularization=0.001..1:log,factors=8|16|32,kappa=0..10'",
      "  sapor tune clicks.csv --split kfold:5 --max-time 10m --resume trials.json"
    })
final class TuneCommand extends SaporCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "DATA",
      description = "Data to train on, as for sapor train; test data are no part of it.")
  private List<String> data = List.of();

  @Option(
      names = "--trials",
      order = 1,
      paramLabel = "N",
      description = "Random trials, the defaults not counted. Default: ${DEFAULT-VALUE}.")
  private int trials = 30;

  @Option(
      names = "--max-time",
      order = 2,
      paramLabel = "TIME",
      description =
          "Begin no more trials after about this time, such as 90s, 10m or 2h. The winner then"
              + " depends on the speed of the machine.")
  private @Nullable String maxTime;

  @Option(
      names = "--goal",
      order = 3,
      paramLabel = "predict|recommend",
      description =
          "What the model is for. Default: to predict where there are ratings, else to recommend.")
  private @Nullable Goal goal;

  @Option(
      names = "--algorithm",
      order = 4,
      paramLabel = "NAME",
      description = "The algorithm. Default: als or implicit-als, by the goal.")
  private @Nullable Algorithm algorithm;

  @Option(
      names = "--metric",
      order = 5,
      paramLabel = "NAME",
      description =
          "By what trials are judged. Default: rmse for models that predict, ndcg@10 for others.")
  private @Nullable String metric;

  @Option(
      names = "--split",
      order = 6,
      paramLabel = "RULE",
      description =
          "How parts are kept apart: random:0.1, kfold:5 or another rule of sapor split. Default:"
              + " ${DEFAULT-VALUE}.")
  private String split = "random:0.1";

  @Option(
      names = "--ranges",
      order = 7,
      paramLabel = "NAME=RANGE,…",
      description =
          "What to search for instead of the ranges below: 0.001..1:log, 0..10, 4..40:int, 8|16|32,"
              + " or a single value for all trials.")
  private @Nullable String ranges;

  @Option(
      names = "--start",
      order = 8,
      paramLabel = "NAME=VALUE,…",
      description = "Parameters in use today: they become trial 1.")
  private @Nullable String start;

  @Option(
      names = "--epochs",
      order = 9,
      paramLabel = "N",
      description = "Epochs of a whole trial. Default: those of the algorithm.")
  private @Nullable Integer epochs;

  @Option(
      names = "--seed",
      order = 10,
      paramLabel = "SEED",
      description = "Seed of the trials and of the parts kept apart. Default: ${DEFAULT-VALUE}.")
  private long seed = 42;

  @Option(
      names = "--out",
      order = 11,
      paramLabel = "FILE",
      description = "Keep finished trials here, a line of JSON each.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      order = 12,
      paramLabel = "FILE",
      description = "Go on with the trials in a file of --out, and add to it.")
  private @Nullable Path resume;

  @Mixin private final ThreadsOption threads = new ThreadsOption();
  @Mixin private final QueryOptions queryOptions = new QueryOptions();
  @Mixin private final PreparationOptions preparationOptions = new PreparationOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();
  @Spec private @Nullable CommandSpec spec;

  TuneCommand(CommandContext context) {
    super(context);
  }

  /** Shows in the help where each algorithm is looked at. */
  static void describeRanges(CommandLine command) {
    List<String> lines = new ArrayList<>(List.of("", "Ranges:"));
    for (Algorithm one : Algorithm.values()) {
      lines.add("  " + one);
      SearchSpace.of(one.toString())
          .ranges()
          .forEach((name, range) -> lines.add("    " + name + " " + range));
    }
    var usage = command.getCommandSpec().usageMessage();
    lines.addAll(List.of(usage.footer()));
    usage.footer(lines.toArray(String[]::new));
  }

  @Override
  Report execute() throws IOException {
    ReadOptions reading = checkOptions();
    TuningFolds rule = new TuningFolds(split);
    Source source = queryOptions.source(data, context());
    Preparation preparation = preparationOptions.preparation();
    PreparedData prepared = new PreparedData(preparation, reading, console());
    Interactions all =
        prepared.all(
            Loading.interactions(
                source, reading.withKeepOrdinals(rule.needsOrdinals()), console()));
    TrialSolvers solvers = new TrialSolvers(choose(all.rated()));
    TuningMetric judgedBy = metric(solvers.algorithm());
    SearchSpace space = space(solvers.algorithm());
    TuningPlan plan = plan(solvers);
    checkTrials(solvers, space, plan, all);
    try (Parallel parallel = new Parallel(threads.count());
        TrialJournal journal = journal(identity(solvers, judgedBy, space, plan, all, preparation));
        Progress bar = Progress.start(console(), "tuning", -1)) {
      TuningProgress progress =
          new TuningProgress(bar, judgedBy, journal, TuningProgress.epochs(plan, wholeTrials()));
      FoldTrials folds =
          Usage.data(() ->
              new FoldTrials(
                  all,
                  rule,
                  part -> preparation.ofTraining(part).interactions(),
                  solvers::solver,
                  judgedBy,
                  seed,
                  parallel));
      TuningResult result = Usage.data(() -> Tuner.search(folds, space, plan, given(), progress));
      return new TuneReport(
          solvers.algorithm(),
          judgedBy,
          split,
          progress.reused(),
          result,
          trial -> solvers.solver(trial.parameters()).parameters(),
          command(solvers.algorithm(), result.winner()),
          context().name());
    }
  }

  /** Everything that can be wrong before a byte is read. */
  private ReadOptions checkOptions() {
    threads.check();
    if (out != null && resume != null) {
      throw CommandException.usage("--out and --resume exclude each other; choose one");
    }
    if (out != null) {
      OutputPath.check("--out", out);
    }
    if (resume != null && !Files.isRegularFile(resume)) {
      throw CommandException.environment("--resume: no such file: " + resume);
    }
    if (algorithm != null && goal != null && algorithm.goal() != goal) {
      throw CommandException.usage(
          "--goal %s does not fit --algorithm %s; for that goal take %s"
              .formatted(Labels.of(goal), algorithm, Algorithm.defaultFor(goal)));
    }
    if (algorithm != null || goal != null) {
      Algorithm known = choose(true);
      metric(known);
      checkDraws(new TrialSolvers(known), space(known), plan(new TrialSolvers(known)));
    }
    given();
    preparationOptions.preparation();
    return dataOptions.readOptions(preparationOptions);
  }

  private Algorithm choose(boolean rated) {
    Goal wanted = goal != null ? goal : rated ? Goal.PREDICT : Goal.RECOMMEND;
    Algorithm chosen = algorithm != null ? algorithm : Algorithm.defaultFor(wanted);
    if (chosen.goal() == Goal.PREDICT && !rated) {
      throw CommandException.data(
          "the data have no ratings, which %s needs; take --goal recommend".formatted(chosen));
    }
    return chosen;
  }

  private TuningMetric metric(Algorithm chosen) {
    boolean predicts = chosen.goal() == Goal.PREDICT;
    String name = Objects.requireNonNullElse(metric, predicts ? "rmse" : "ndcg@10");
    TuningMetric found = Usage.check(() -> TuningMetric.of(name));
    if (found.ofRatings() && !predicts) {
      throw CommandException.usage(
          "--metric %s judges predicted ratings, and %s predicts none".formatted(name, chosen));
    }
    return found;
  }

  private SearchSpace space(Algorithm chosen) {
    String text = ranges;
    return Usage.check(
        () -> text == null ? SearchSpace.of(chosen.toString()) : SearchSpace.parse(text));
  }

  /** The parameters of --start; empty without it. */
  private SortedMap<String, String> given() {
    SortedMap<String, String> values = new TreeMap<>();
    String text = start;
    if (text != null) {
      Usage.check(() -> SearchSpace.parse(text))
          .ranges()
          .forEach((name, range) -> values.put(name, range.toString()));
    }
    return values;
  }

  private int wholeTrials() {
    return start == null ? 1 : 2;
  }

  private TuningPlan plan(TrialSolvers solvers) {
    Solver defaults = solvers.solver(new TreeMap<>());
    int whole = epochs == null ? defaults.defaultPlan().epochs() : epochs;
    return Usage.check(() ->
        new TuningPlan(trials, whole, Optional.ofNullable(maxTime).map(TimeAmount::parse), seed));
  }

  private void checkDraws(TrialSolvers solvers, SearchSpace space, TuningPlan plan) {
    Tuner.trials(space, plan, given()).forEach(trial -> solvers.solver(trial.parameters()));
  }

  /** Refuses wrong values, and trials that would not fit, before the first is trained. */
  private void checkTrials(
      TrialSolvers solvers, SearchSpace space, TuningPlan plan, Interactions all) {
    Solver largest =
        Tuner.trials(space, plan, given()).stream()
            .map(trial -> solvers.solver(trial.parameters()))
            .max(
                Comparator.comparingLong(solver ->
                    solver.memoryBytes(
                        all.users().size(), all.items().size(), all.size(), threads.count())))
            .orElseThrow();
    MemoryNeed.of(all, largest, largest.defaultPlan(), threads.count())
        .requireWithin(MemoryNeed.limit(null));
    console()
        .say(
            "sapor: %s of %s by %s, then %s on fresh parts"
                .formatted(
                    Numbers.of(trials + wholeTrials(), "trial"),
                    solvers.algorithm(),
                    split,
                    "the best against the defaults"));
  }

  private @Nullable TrialJournal journal(ObjectNode identity) throws IOException {
    return out != null
        ? TrialJournal.create(out, identity)
        : resume != null ? TrialJournal.resume(resume, identity) : null;
  }

  /** What the results of trials depend on, but for how many there are. */
  private ObjectNode identity(
      TrialSolvers solvers,
      TuningMetric judgedBy,
      SearchSpace space,
      TuningPlan plan,
      Interactions all,
      Preparation preparation) {
    ObjectNode json = Json.object();
    json.put("journal", "sapor tune 1");
    json.put("algorithm", solvers.algorithm().toString());
    json.put("metric", judgedBy.key());
    json.put("split", split);
    json.put("seed", Long.toString(seed));
    json.put("epochs", Integer.toString(plan.epochs()));
    json.put("ranges", space.toString());
    json.put("start", String.join(" ", TrialSolvers.words(given())));
    json.put("preparation", preparation.toString());
    json.put("data", all.digest());
    return json;
  }

  /** The words of the command that trains a trial on all of the data. */
  private List<String> command(Algorithm chosen, Trial trial) {
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(data);
    CommandSpec own = Objects.requireNonNull(spec);
    for (String mixin : List.of("queryOptions", "preparationOptions", "dataOptions")) {
      for (OptionSpec option : Objects.requireNonNull(own.mixins().get(mixin)).options()) {
        String name = option.longestName();
        if (own.commandLine().getParseResult().hasMatchedOption(name)) {
          words.add(name);
          // A flag has no value of its own.
          OptionSpec given = Objects.requireNonNull(own.findOption(name));
          words.addAll(given.arity().max() == 0 ? List.of() : given.originalStringValues());
        }
      }
    }
    words.addAll(List.of("--algorithm", chosen.toString()));
    words.addAll(TrialSolvers.words(trial.parameters()));
    if (epochs != null) {
      words.addAll(List.of("--epochs", epochs.toString()));
    }
    words.addAll(List.of("--out", "my.sapor"));
    return words;
  }
}
