package dev.sapor.tune;

import java.util.Optional;

/** Follows a search, and remembers results from an earlier run of the same search. */
public interface TrialListener {

  /** Remembers nothing. */
  TrialListener NONE = new TrialListener() {};

  /** The result of a trial in an earlier run, so that it need not be done again. */
  default Optional<TrialResult> known(Trial trial, int epochs) {
    return Optional.empty();
  }

  /** A trial is done, or was known. */
  default void finished(TrialResult result, boolean known) {}

  /** The search is over; the best trial is now compared with the defaults on fresh folds. */
  default void confirming(Trial best) {}
}
