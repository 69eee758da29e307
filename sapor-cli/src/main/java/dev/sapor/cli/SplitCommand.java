package dev.sapor.cli;

import dev.sapor.cli.SplitOutcome.Counted;
import dev.sapor.cli.SplitRule.PartSet;
import dev.sapor.cli.console.Numbers;
import dev.sapor.data.Interactions;
import dev.sapor.source.ReadOptions;
import dev.sapor.source.Source;
import dev.sapor.split.LeakReport.Claim;
import dev.sapor.split.LeaveLastOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sapor split}: cuts data into files to train on and files to judge by. */
@Command(
    name = "split",
    customSynopsis = {
      "sapor split DATA... --by RULE --out DIR [OPTIONS]",
      "       sapor split --train FILE --test FILE [--temporal] [OPTIONS]"
    },
    description = {
      "Cut data into parts to train on and to judge by, and report what is in them; or look into"
          + " two files that were cut elsewhere.",
      "",
      "Rules: random:SHARE, kfold:N, leave-last:N (the newest of each user), time:DATE or"
          + " time-quantile:SHARE (the future), users:SHARE or users:N (whole users, a part of each"
          + " to fold in), and replicas of published splits: surprise-kfold:N,"
          + " sklearn-holdout:SHARE, vae:N. The order of rows changes nothing but for the replicas,"
          + " and for leave-last where there are no times.",
      "",
      "Reported are pairs in both parts, training interactions later than the test in a split that"
          + " claims to be temporal, and ids in the test part only."
    },
    footer = {
      "",
      "Examples:",
      "  sapor split ratings.csv --by random:0.1 --out parts",
      "  sapor split ratings.csv --by kfold:5 --seed 7 --out folds",
      "  sapor split --train train.csv --test test.csv --temporal"
    })
final class SplitCommand extends SaporCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "DATA",
      description = "The data to cut: files, patterns such as 'part-*.csv', or - for stdin.")
  private List<String> data = List.of();

  @Option(names = "--by", order = 1, paramLabel = "RULE", description = "How to cut.")
  private @Nullable String by;

  @Option(
      names = "--out",
      order = 2,
      paramLabel = "DIR",
      description =
          "The folder for train.csv, test.csv and so on; made if it is not there. Folds of kfold go"
              + " into folders fold1, fold2, …")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      order = 3,
      paramLabel = "SEED",
      description =
          "Seed of the draw. Default: that of training, so that train --split cuts alike; for"
              + " replicas as published: 0 for surprise-kfold, 1 for sklearn-holdout, 98765 for"
              + " vae.")
  private @Nullable Long seed;

  @Option(
      names = "--fold-in",
      order = 4,
      paramLabel = "SHARE",
      description =
          "Share of the interactions of each user held out by users:… that is shown to the model."
              + " Default: 0.8.")
  private @Nullable Double foldIn;

  @Option(names = "--force", order = 5, description = "Replace the files of a split in DIR.")
  private boolean force;

  @Option(
      names = "--train",
      order = 6,
      paramLabel = "FILE",
      description = "Training data that were cut elsewhere; nothing is written.")
  private @Nullable String train;

  @Option(
      names = "--test",
      order = 7,
      paramLabel = "FILE",
      description = "Test data that were cut elsewhere.")
  private @Nullable String test;

  @Option(
      names = "--temporal",
      order = 8,
      description =
          "With --train and --test: they claim that nothing in training is later than the test.")
  private boolean temporal;

  @Mixin private final QueryOptions queryOptions = new QueryOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();

  SplitCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    ReadOptions options = dataOptions.readOptions();
    if (train != null || test != null) {
      return given(options);
    }
    if (temporal) {
      throw CommandException.usage("--temporal applies with --train and --test only");
    }
    if (by == null || out == null) {
      throw CommandException.usage(
          by == null
              ? "--by RULE is missing; it is one of " + String.join(", ", SplitRuleParser.GRAMMAR)
              : "--out DIR is missing");
    }
    SplitRule rule = new SplitRuleParser(seed, SplitRuleParser.usualSeed(), foldIn).parse(by);
    SplitFiles.check(out, force);
    Source source = queryOptions.source(data, context());
    return cut(rule, source, options.withKeepOrdinals(rule.needsOrdinals()), out);
  }

  private Report cut(SplitRule rule, Source source, ReadOptions options, Path folder)
      throws IOException {
    Interactions all = Loading.interactions(source, options, console()).interactions();
    List<PartSet> sets = rule.partSets(all);
    List<Counted> counted = sets.stream().map(set -> Counted.of(set, rule.claim(all))).toList();
    context()
        .stop()
        .inOrder(() -> {
          SplitFiles.write(folder, sets, InteractionFile.Form.of(all, rule.goesByRow(all)));
          return true;
        });
    return new SplitOutcome(
        folder, "split by " + rule.text(), notes(rule, all), counted, next(folder, sets, rule));
  }

  private static List<String> notes(SplitRule rule, Interactions all) {
    List<String> notes = new ArrayList<>();
    if (rule.goesByRow(all)) {
      notes.add("by the order of rows: the same rows in another order give another split");
    }
    if (rule.cut() instanceof SplitRule.Once(LeaveLastOut last) && last.wholeUsers(all) > 0) {
      notes.add(
          "%s with %s or fewer stay whole in train"
              .formatted(
                  Numbers.of(last.wholeUsers(all), "user"),
                  Numbers.of(last.count(), "interaction")));
    }
    if (rule.holdsOutUsers()) {
      notes.add("the users of the other parts are meant to be unknown to train");
    }
    return notes;
  }

  /** Users who are held out have no figures in training: their parts are for other programs. */
  private static String next(Path folder, List<PartSet> sets, SplitRule rule) {
    Path first = folder.resolve(sets.getFirst().folder());
    String train = ShellWord.of(first.resolve("train.csv").toString());
    String test = ShellWord.of(first.resolve("test.csv").toString());
    return "train %s%s --out MODEL.sapor"
        .formatted(train, rule.holdsOutUsers() ? "" : " --test " + test);
  }

  /** Reports on two files. */
  private Report given(ReadOptions options) {
    if (train == null || test == null) {
      throw CommandException.usage("--train and --test go together; one of them is missing");
    }
    if (by != null || out != null || !data.isEmpty() || seed != null || foldIn != null || force) {
      throw CommandException.usage(
          "with --train and --test nothing is cut: leave out DATA, --by, --out, --seed, --fold-in"
              + " and --force");
    }
    if (train.equals("-") && test.equals("-")) {
      throw CommandException.usage(
          "stdin can be read once only; name a file for --train or --test");
    }
    Source trainSource = Usage.check(() -> Source.of(List.of(train), console().in()));
    Source testSource = Usage.check(() -> Source.of(List.of(test), console().in()));
    SequencedMap<String, Interactions> parts = new LinkedHashMap<>();
    parts.put(
        SplitRule.TRAIN, Loading.interactions(trainSource, options, console()).interactions());
    parts.put(SplitRule.TEST, Loading.interactions(testSource, options, console()).interactions());
    Claim claim = temporal ? Claim.TEMPORAL : Claim.NONE;
    Counted counted = Usage.data(() -> Counted.of(new PartSet("", () -> parts), claim));
    String rule = temporal ? "given files, said to be cut by time" : "given files";
    return new SplitOutcome(null, rule, List.of(), List.of(counted), null);
  }
}
