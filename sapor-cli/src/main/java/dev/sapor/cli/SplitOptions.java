package dev.sapor.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How training data are cut to judge a model by a part of them. */
final class SplitOptions {

  @Option(
      names = "--holdout",
      order = 3,
      paramLabel = "SHARE",
      description =
          "Keep this share of the data apart and judge the model on it: --split random:SHARE.")
  private @Nullable Double holdout;

  @Option(
      names = "--split",
      order = 3,
      paramLabel = "RULE",
      description =
          "Judge the model on a part that is cut off by a rule, such as leave-last:1 or"
              + " time-quantile:0.9; sapor split --help has all. Folds (kfold:5) are judged each on"
              + " its own, then the model that is saved is trained on all data.")
  private @Nullable String split;

  @Option(
      names = "--split-seed",
      order = 3,
      paramLabel = "SEED",
      description = "Seed of the split. Default: --seed; for replicas as published.")
  private @Nullable Long seed;

  /** The option that was given, or null. */
  @Nullable String given() {
    return split != null ? "--split" : holdout != null ? "--holdout" : null;
  }

  /**
   * Checks what can be checked without data.
   *
   * @throws CommandException if the options cannot be right
   */
  void check() {
    if (split != null && holdout != null) {
      throw CommandException.usage("--split and --holdout exclude each other; choose one");
    }
    if (holdout != null && !(holdout > 0 && holdout < 1)) {
      throw CommandException.usage("--holdout must be above 0 and below 1 (got " + holdout + ")");
    }
    if (seed != null && given() == null) {
      throw CommandException.usage("--split-seed needs --split");
    }
    SplitRule rule = rule(SplitRuleParser.usualSeed());
    if (rule != null && rule.holdsOutUsers()) {
      throw heldOutUsers(rule);
    }
  }

  /** A split that needs fold-in. */
  static CommandException heldOutUsers(SplitRule rule) {
    return CommandException.usage(
        "--split %s holds out whole users, and they are judged only after a fold-in; make the files by sapor split --by %s"
            .formatted(rule.text(), rule.text()));
  }

  /**
   * The rule, or null if there is none.
   *
   * @param trainingSeed the seed of the training, which is that of the split unless told
   */
  @Nullable SplitRule rule(long trainingSeed) {
    SplitRuleParser parser = new SplitRuleParser(seed, trainingSeed, null);
    if (holdout != null) {
      return parser.parse("random:" + holdout);
    }
    return split == null ? null : parser.parse(split);
  }
}
