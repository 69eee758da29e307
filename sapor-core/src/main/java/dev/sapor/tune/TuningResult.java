package dev.sapor.tune;

import dev.sapor.eval.Comparison;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param results every trial under every budget that it was given, the best first: those of more
 *     epochs before those of fewer, diverged ones last
 * @param best the trial with the best metric under the whole budget
 * @param confirmation the defaults (first) against the best trial (second) on fresh folds; empty if
 *     the defaults are the best themselves, or one of the two diverged
 * @param winner the best trial if the confirmation bears it out, else the defaults
 */
public record TuningResult(
    List<TrialResult> results, Trial best, Optional<Comparison> confirmation, Trial winner) {

  public TuningResult {
    results = List.copyOf(results);
  }
}
