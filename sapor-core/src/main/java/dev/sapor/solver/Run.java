package dev.sapor.solver;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.model.Posterior;
import dev.sapor.objective.Objective;
import java.util.Optional;

/** One training under way. Used by one thread at a time. */
public interface Run {

  /** Epochs done so far, those before a resume included. */
  int epoch();

  /** Does one epoch. */
  void advance();

  /** The objective on the training data as the factors stand. */
  Objective.Value objective();

  /** The factors as they stand: a live view, which the next epoch changes. */
  Factors factors();

  /**
   * The factors to keep if training ended here: those of {@link #factors()} after the last step
   * that some solvers take. A copy, which leaves the run as it is.
   */
  Factors result();

  /**
   * The squared error of predictions as the factors stand.
   *
   * @param data ratings by the indices of the training data
   */
  default double squaredError(Interactions data, Parallel parallel) {
    return Objective.squaredError(factors(), data, parallel);
  }

  /** What a model of {@link #result()} keeps beside it, where it is a mean over samples. */
  default Optional<Posterior> posterior() {
    return Optional.empty();
  }

  /** A copy of all that is needed to go on from here. */
  RunState state();
}
