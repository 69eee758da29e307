package dev.sapor.cli;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Progress;
import dev.sapor.tune.Trial;
import dev.sapor.tune.TrialListener;
import dev.sapor.tune.TrialResult;
import dev.sapor.tune.TuningMetric;
import dev.sapor.tune.TuningPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a search as a bar of epochs, and keeps what is finished in a journal if there is one. */
final class TuningProgress implements TrialListener {

  private final Progress bar;
  private final TuningMetric metric;
  private final @Nullable TrialJournal journal;
  private final long epochsInAll;
  private long epochs;
  private @Nullable TrialResult best;
  private int reused;

  TuningProgress(
      Progress bar, TuningMetric metric, @Nullable TrialJournal journal, long epochsInAll) {
    this.bar = bar;
    this.metric = metric;
    this.journal = journal;
    this.epochsInAll = epochsInAll;
  }

  /** Epochs of a search that is not cut short by time. */
  static long epochs(TuningPlan plan, int wholeTrials) {
    long sum = (long) wholeTrials * plan.epochs();
    int trials = plan.trials();
    for (int rung : plan.rungs()) {
      sum += (long) trials * rung;
      trials = Math.ceilDiv(trials, 3);
    }
    return sum;
  }

  /** How many results were taken from the journal. */
  int reused() {
    return reused;
  }

  @Override
  public Optional<TrialResult> known(Trial trial, int budget) {
    return journal == null ? Optional.empty() : journal.find(trial, budget);
  }

  @Override
  public void finished(TrialResult result, boolean known) {
    reused += known ? 1 : 0;
    if (journal != null && !known) {
      try {
        journal.add(result);
      } catch (IOException e) {
        throw new UncheckedIOException("the journal of trials cannot be written", e);
      }
    }
    epochs += result.epochs();
    bar.update(epochs, epochsInAll);
    if (!result.diverged() && (best == null || isBetter(result, best))) {
      best = result;
      bar.detail(
          "best %s %s (trial %s)"
              .formatted(
                  metric.key(),
                  Numbers.metric(result.figure().orElseThrow()),
                  result.trial().number()));
    }
  }

  private boolean isBetter(TrialResult result, TrialResult other) {
    double a = result.figure().orElseThrow();
    double b = other.figure().orElseThrow();
    return metric.higherIsBetter() ? a > b : a < b;
  }

  @Override
  public void confirming(Trial trial) {
    bar.detail("comparing trial " + trial.number() + " with the defaults on fresh folds");
  }
}
