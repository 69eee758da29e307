package dev.sapor.tune;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much is tried.
 *
 * @param trials random trials, at least 1; the defaults come on top
 * @param epochs epochs of a trial that gets the whole budget, at least 1
 * @param maxTime after which no further trial begins, but for those that finish the search; empty
 *     for no bound
 * @param seed seed of the draws and the folds
 */
public record TuningPlan(int trials, int epochs, Optional<Duration> maxTime, long seed) {

  /** Of so many trials one goes on to the next rung, with as many times the epochs. */
  static final int REDUCTION = 3;

  // With fewer epochs the order of trials says too little about what becomes of them.
  private static final int LEAST_EPOCHS = 4;
  private static final int MOST_RUNGS = 3;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TuningPlan {
    if (trials < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "trials and epochs must be at least 1 (got " + trials + " and " + epochs + ")");
    }
    maxTime.ifPresent(time -> {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("the time must be positive (got " + time + ")");
      }
    });
  }

  /** The epochs of each rung, growing up to all of them. */
  public List<Integer> rungs() {
    List<Integer> rungs = new ArrayList<>(List.of(epochs));
    int next = Math.ceilDiv(epochs, REDUCTION);
    while (rungs.size() < MOST_RUNGS && next >= LEAST_EPOCHS) {
      rungs.addFirst(next);
      next = Math.ceilDiv(next, REDUCTION);
    }
    return List.copyOf(rungs);
  }

  /** How many of so many trials go on to the next rung. */
  static int promoted(int trials) {
    return Math.ceilDiv(trials, REDUCTION);
  }
}
