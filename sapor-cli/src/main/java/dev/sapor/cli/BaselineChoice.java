package dev.sapor.cli;

import dev.sapor.baseline.EaseScorer;
import dev.sapor.baseline.ItemKnnConfig;
import dev.sapor.baseline.ItemKnnScorer;
import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.data.Interactions;
import dev.sapor.eval.Baseline;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How many baselines stand beside a result. */
enum BaselineChoice {
  /** Those that take moments on these data. */
  QUICK,
  /** All, whatever they take. */
  ALL,
  /** None. */
  NONE;

  /** More bytes than this are not quick. */
  private static final long QUICK_BYTES = 1L << 29;

  /** Those whose memory counts. */
  private static final List<Baseline> HUNGRY = List.of(Baseline.ITEM_KNN, Baseline.EASE);

  /** More users and items than this are not quick for EASE, which takes their cube. */
  private static final int QUICK_SIDE = 5_000;

  /** More pairs of items of one user than this, over all users, are not quick for item-kNN. */
  private static final double QUICK_PAIRS = 4e8;

  /**
   * Which baselines are judged on training data. Says what is left out, and what much memory will
   * be taken.
   *
   * @param budget bytes that they may take together
   * @throws CommandException if all are wanted and would not fit
   */
  Set<Baseline> of(Interactions train, int threads, long budget, Console console) {
    if (this == NONE || train.size() == 0) {
      return EnumSet.noneOf(Baseline.class);
    }
    Set<Baseline> chosen = EnumSet.allOf(Baseline.class);
    long left = budget;
    for (Baseline baseline : HUNGRY) {
      long bytes = bytes(baseline, train, threads);
      if (this == ALL) {
        requireFits(baseline, bytes, left, console);
      } else if (bytes > Math.min(QUICK_BYTES, left) || !isQuick(baseline, train)) {
        chosen.remove(baseline);
        console.say(
            "sapor: left out %s, which would take %s and some time; sapor evaluate --baselines all"
                .formatted(baseline.label(), Numbers.bytes(bytes)));
        continue;
      }
      left -= bytes;
    }
    return chosen;
  }

  /** The same where only the JVM limits the memory. */
  Set<Baseline> of(Interactions train, int threads, Console console) {
    return of(train, threads, Runtime.getRuntime().maxMemory(), console);
  }

  /** Bytes that baselines take together; what one took is given back when memory is short. */
  static long bytes(Set<Baseline> baselines, Interactions train, int threads) {
    return HUNGRY.stream()
        .filter(baselines::contains)
        .mapToLong(baseline -> bytes(baseline, train, threads))
        .sum();
  }

  private static long bytes(Baseline baseline, Interactions train, int threads) {
    return baseline == Baseline.EASE
        ? EaseScorer.memoryBytes(train.users().size(), train.items().size(), train.size())
        : ItemKnnScorer.memoryBytes(train.byUser(), ItemKnnConfig.defaults(), threads);
  }

  private static boolean isQuick(Baseline baseline, Interactions train) {
    if (baseline == Baseline.EASE) {
      return Math.min(train.users().size(), train.items().size()) <= QUICK_SIDE;
    }
    double pairs = 0;
    for (int user = 0; user < train.users().size(); user++) {
      pairs += Math.pow(train.byUser().count(user), 2);
    }
    return pairs <= QUICK_PAIRS;
  }

  private static void requireFits(Baseline baseline, long bytes, long limit, Console console) {
    if (bytes > limit) {
      throw new CommandException(
          ExitCode.LIMITS,
          "%s needs about %s and may use %s; allow more by SAPOR_JAVA_OPTS=-Xmx…, or take --baselines"
                  .formatted(baseline.label(), Numbers.bytes(bytes), Numbers.bytes(limit))
              + " quick");
    }
    if (bytes > QUICK_BYTES) {
      console.say(
          "sapor: %s takes about %s of memory".formatted(baseline.label(), Numbers.bytes(bytes)));
    }
  }
}
