package dev.sapor.solver;

import dev.sapor.data.Interactions;
import dev.sapor.model.Factors;

/** Checks a state that a run is to go on from. */
public final class StateChecks {

  /**
   * Checks the shapes and that every number is finite.
   *
   * @throws IllegalArgumentException if the state does not fit
   */
  public static void fits(RunState state, Interactions train, int rank) {
    Factors factors = state.factors();
    if (factors.rank() != rank
        || factors.users().rows() != train.users().size()
        || factors.items().rows() != train.items().size()) {
      throw new IllegalArgumentException(
          "factors %s and %s do not fit %s users, %s items and %s factors"
              .formatted(
                  factors.users(),
                  factors.items(),
                  train.users().size(),
                  train.items().size(),
                  rank));
    }
    if (!factors.isSound()) {
      throw new IllegalArgumentException(
          "the given factors are not all finite, or too great to score with");
    }
  }

  private StateChecks() {}
}
