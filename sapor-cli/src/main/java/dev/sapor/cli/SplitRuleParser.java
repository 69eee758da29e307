package dev.sapor.cli;

import dev.sapor.linalg.RandomStream;
import dev.sapor.solver.als.AlsConfig;
import dev.sapor.source.Timestamps;
import dev.sapor.split.KFold;
import dev.sapor.split.LeaveLastOut;
import dev.sapor.split.RandomHoldout;
import dev.sapor.split.SklearnHoldout;
import dev.sapor.split.SurpriseKFold;
import dev.sapor.split.TemporalHoldout;
import dev.sapor.split.UserHoldout;
import dev.sapor.split.VaeSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules such as {@code random:0.1} and {@code kfold:5}: a name and what belongs to it.
 *
 * @param seed the seed that was asked for, or null for the usual one of the rule
 * @param ownSeed the usual seed of the rules that are no replicas
 * @param foldIn share of the fold-in part of users held out, or null for the usual one
 */
record SplitRuleParser(@Nullable Long seed, long ownSeed, @Nullable Double foldIn) {

  /** The rules, for help and messages. */
  static final List<String> GRAMMAR =
      List.of(
          "random:0.1",
          "kfold:5",
          "leave-last:1",
          "time:2020-01-01",
          "time-quantile:0.9",
          "users:0.1",
          "users:1000",
          "surprise-kfold:5",
          "sklearn-holdout:0.2",
          "vae:10000");

  static final double USUAL_FOLD_IN = 0.8;

  /** A fold is a folder with two open files while it is written. */
  private static final int MOST_FOLDS = 100;

  /** A parser with the usual seeds. */
  static SplitRuleParser usual() {
    return new SplitRuleParser(null, usualSeed(), null);
  }

  /** The seed of training, so that a split is the same inside and outside of it. */
  static long usualSeed() {
    return AlsConfig.defaults().seed();
  }

  /**
   * Reads a rule.
   *
   * @throws CommandException if there is no such rule, or its number is wrong
   */
  SplitRule parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    SplitRule rule = new SplitRule(text, Usage.check(() -> cut(name, value, text)));
    if (foldIn != null && !(rule.cut() instanceof SplitRule.Users)) {
      throw CommandException.usage("--fold-in applies to users:… only (got '" + text + "')");
    }
    return rule;
  }

  private SplitRule.Cut cut(String name, String value, String text) {
    return switch (name) {
      // A stream of its own: the same draw would empty the part that early stopping takes later.
      case "random" ->
          new SplitRule.Once(
              new RandomHoldout(
                  share(value, text), RandomStream.of(own(), "test holdout").nextLong()));
      case "kfold" ->
          new SplitRule.Folds(
              new KFold(folds(value, text), RandomStream.of(own(), "test folds").nextLong()));
      case "leave-last" -> {
        refuseSeed(name);
        yield new SplitRule.Once(new LeaveLastOut(value.isEmpty() ? 1 : whole(value, text)));
      }
      case "time" -> {
        refuseSeed(name);
        yield new SplitRule.Once(TemporalHoldout.at(time(value, text)));
      }
      case "time-quantile" -> {
        refuseSeed(name);
        yield new SplitRule.Once(TemporalHoldout.atQuantile(share(value, text)));
      }
      case "users" ->
          new SplitRule.Users(
              new UserHoldout(
                  amount(value, text),
                  foldIn == null ? USUAL_FOLD_IN : foldIn,
                  RandomStream.of(own(), "test users").nextLong()));
      case "surprise-kfold" ->
          new SplitRule.Folds(
              new SurpriseKFold(
                  folds(value, text), seed == null ? SurpriseKFold.PUBLISHED_SEED : seed));
      case "sklearn-holdout" ->
          new SplitRule.Once(
              new SklearnHoldout(
                  share(value, text), seed == null ? SklearnHoldout.PUBLISHED_SEED : seed));
      case "vae" ->
          new SplitRule.Vae(
              new VaeSplit(whole(value, text), seed == null ? VaeSplit.PUBLISHED_SEED : seed));
      default -> throw CommandException.usage(unknown(name, text));
    };
  }

  private long own() {
    return seed == null ? ownSeed : seed;
  }

  private void refuseSeed(String name) {
    if (seed != null) {
      throw CommandException.usage("nothing is drawn by " + name + ", so it takes no seed");
    }
  }

  private static String unknown(String name, String text) {
    return "unknown split rule '%s'%s; it is one of %s"
        .formatted(
            text,
            Spelling.nearest(
                    name, GRAMMAR.stream().map(rule -> rule.substring(0, rule.indexOf(':'))))
                .map(near -> ", did you mean '" + near + "'?")
                .orElse(""),
            String.join(", ", GRAMMAR));
  }

  private static UserHoldout.Amount amount(String value, String text) {
    return value.indexOf('.') >= 0
        ? new UserHoldout.Share(share(value, text))
        : new UserHoldout.Count(whole(value, text));
  }

  private static double share(String value, String text) {
    try {
      double share = Double.parseDouble(value);
      if (share > 0 && share < 1) {
        return share;
      }
    } catch (NumberFormatException _) {
      // The message below is for what is no number, too.
    }
    throw wrong("a share above 0 and below 1", text);
  }

  private static int folds(String value, String text) {
    int folds = whole(value, text);
    if (folds < 2 || folds > MOST_FOLDS) {
      throw wrong("2 to " + MOST_FOLDS + " folds", text);
    }
    return folds;
  }

  private static int whole(String value, String text) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The message below is for what is no number, too.
    }
    throw wrong("a whole number from 1", text);
  }

  private static long time(String value, String text) {
    return Timestamps.parse(value)
        .orElseThrow(() -> wrong("a number or an ISO-8601 date such as 2020-01-01", text));
  }

  private static CommandException wrong(String expected, String text) {
    return CommandException.usage(
        "the split rule '%s' needs %s after the colon".formatted(text, expected));
  }
}
