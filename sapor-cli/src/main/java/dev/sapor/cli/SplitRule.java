package dev.sapor.cli;

import dev.sapor.data.Interactions;
import dev.sapor.split.FoldSplitter;
import dev.sapor.split.LeakReport.Claim;
import dev.sapor.split.LeaveLastOut;
import dev.sapor.split.SklearnHoldout;
import dev.sapor.split.Split;
import dev.sapor.split.Splitter;
import dev.sapor.split.SurpriseKFold;
import dev.sapor.split.TemporalHoldout;
import dev.sapor.split.UserHoldout;
import dev.sapor.split.UserSplit;
import dev.sapor.split.VaeSplit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A rule that cuts data into parts, as {@code --by} and {@code --split} take it.
 *
 * @param text as it was given
 * @param cut what it does
 */
record SplitRule(String text, Cut cut) {

  static final String TRAIN = "train";
  static final String FOLD_IN = "fold-in";
  static final String TEST = "test";

  /** What a rule does. */
  sealed interface Cut {}

  /** Cuts in two. */
  record Once(Splitter splitter) implements Cut {}

  /** Cuts into folds. */
  record Folds(FoldSplitter splitter) implements Cut {}

  /** Holds out whole users. */
  record Users(UserHoldout holdout) implements Cut {}

  /** Holds out whole users twice, as published. */
  record Vae(VaeSplit split) implements Cut {}

  /**
   * Parts that belong together.
   *
   * @param folder name of their folder, or empty for the folder of the split itself
   * @param parts the parts by name, made anew on each call: several sets at a time may not fit
   */
  record PartSet(String folder, Supplier<SequencedMap<String, Interactions>> parts) {}

  /** Whether the order of rows matters, or may where there are no times. */
  boolean needsOrdinals() {
    return isReplica() || cut instanceof Once(LeaveLastOut _);
  }

  /** Whether it is the order of rows that decides on these data. */
  boolean goesByRow(Interactions data) {
    return isReplica() || (cut instanceof Once(LeaveLastOut _) && LeaveLastOut.byRow(data));
  }

  private boolean isReplica() {
    return switch (cut) {
      case Once(SklearnHoldout _), Folds(SurpriseKFold _), Vae _ -> true;
      default -> false;
    };
  }

  /** What the parts of these data claim of time. */
  Claim claim(Interactions data) {
    return switch (cut) {
      case Once(TemporalHoldout _) -> Claim.TEMPORAL;
      case Once(LeaveLastOut _) -> data.times().isPresent() ? Claim.LAST_OF_USER : Claim.NONE;
      default -> Claim.NONE;
    };
  }

  /** Whether users of the test part are meant to be unknown to the training part. */
  boolean holdsOutUsers() {
    return cut instanceof Users || cut instanceof Vae;
  }

  /**
   * Cuts in two.
   *
   * @throws CommandException if these data cannot be cut so, or a part would be empty
   */
  Split once(Splitter splitter, Interactions data) {
    Split split = Usage.data(() -> splitter.split(data));
    requireSome(split.train(), TRAIN);
    requireSome(split.test(), TEST);
    return split;
  }

  /** The split in which a fold is tested. */
  Split fold(FoldSplitter splitter, int fold, Interactions data) {
    return once(all -> splitter.split(all, fold), data);
  }

  /**
   * All parts.
   *
   * @throws CommandException if these data cannot be cut so, or a part would be empty
   */
  List<PartSet> partSets(Interactions data) {
    return switch (cut) {
      case Once(Splitter splitter) -> List.of(set("", named(once(splitter, data))));
      case Folds(FoldSplitter splitter) ->
          IntStream.range(0, splitter.folds())
              .mapToObj(
                  fold -> new PartSet("fold" + (fold + 1), () -> named(fold(splitter, fold, data))))
              .toList();
      case Users(UserHoldout holdout) -> {
        UserSplit split = Usage.data(() -> holdout.split(data));
        SequencedMap<String, Interactions> parts = new LinkedHashMap<>();
        parts.put(TRAIN, split.train());
        parts.put(FOLD_IN, split.foldIn());
        parts.put(TEST, split.test());
        yield List.of(set("", parts));
      }
      case Vae(VaeSplit rule) -> {
        var split = Usage.data(() -> rule.split(data));
        SequencedMap<String, Interactions> parts = new LinkedHashMap<>();
        parts.put(TRAIN, split.test().train());
        parts.put("validation-" + FOLD_IN, split.validation().foldIn());
        parts.put("validation", split.validation().test());
        parts.put(FOLD_IN, split.test().foldIn());
        parts.put(TEST, split.test().test());
        yield List.of(set("", parts));
      }
    };
  }

  private static SequencedMap<String, Interactions> named(Split split) {
    SequencedMap<String, Interactions> parts = new LinkedHashMap<>();
    parts.put(TRAIN, split.train());
    parts.put(TEST, split.test());
    return parts;
  }

  private PartSet set(String folder, SequencedMap<String, Interactions> parts) {
    parts.forEach((name, part) -> requireSome(part, name));
    return new PartSet(folder, () -> parts);
  }

  private void requireSome(Interactions part, String name) {
    if (part.size() == 0) {
      throw CommandException.data(
          "the split %s leaves nothing in the part '%s'; take another share, time or more data"
              .formatted(text, name));
    }
  }
}
