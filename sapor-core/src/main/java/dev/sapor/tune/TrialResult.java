package dev.sapor.tune;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a trial went under a budget of epochs.
 *
 * @param trial what was tried
 * @param epochs the most epochs it was given
 * @param figures the metric on each fold; empty if training diverged on one
 * @param seconds how long it took, in all folds
 */
public record TrialResult(Trial trial, int epochs, List<Double> figures, double seconds) {

  public TrialResult {
    figures = List.copyOf(figures);
  }

  /** Mean of the metric over the folds; empty if training diverged. */
  public OptionalDouble figure() {
    return figures.stream().mapToDouble(Double::doubleValue).average();
  }

  /** Whether training diverged on a fold. */
  public boolean diverged() {
    return figures.isEmpty();
  }
}
