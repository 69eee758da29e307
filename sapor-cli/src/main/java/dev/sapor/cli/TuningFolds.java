package dev.sapor.cli;

import dev.sapor.data.Interactions;
import dev.sapor.split.Split;
import dev.sapor.tune.FoldRule;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The folds of a search by one of the rules of {@code sapor split}.
 *
 * @param text the rule, such as {@code random:0.1} or {@code kfold:5}
 */
record TuningFolds(String text) implements FoldRule {

  /**
   * @throws CommandException if there is no such rule, or it holds out whole users: a model knows
   *     nothing of those
   */
  TuningFolds {
    SplitRule rule = SplitRuleParser.usual().parse(text);
    if (rule.holdsOutUsers()) {
      throw CommandException.usage(
          "--split %s holds out whole users, of whom the models of a search know nothing; take"
                  .formatted(text)
              + " random:0.1, kfold:5, leave-last:1 or another");
    }
  }

  private SplitRule rule(long seed) {
    return new SplitRuleParser(null, seed, null).parse(text);
  }

  /** Whether the folds may depend on the order of rows. */
  boolean needsOrdinals() {
    return rule(0).needsOrdinals();
  }

  @Override
  public List<Split> folds(Interactions data, long seed) {
    SplitRule rule = rule(seed);
    return switch (rule.cut()) {
      case SplitRule.Once(var splitter) -> List.of(rule.once(splitter, data));
      case SplitRule.Folds(var splitter) ->
          IntStream.range(0, splitter.folds())
              .mapToObj(fold -> rule.fold(splitter, fold, data))
              .toList();
      case SplitRule.Users _, SplitRule.Vae _ -> throw new IllegalStateException(text);
    };
  }
}
