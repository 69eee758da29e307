package dev.sapor.solver;

import java.util.function.Supplier;

/** Where a training leaves its state from time to time. */
@FunctionalInterface
public interface CheckpointSink {

  /** Keeps nothing. */
  CheckpointSink NONE = (state, last) -> {};

  /**
   * Offers the state after an epoch.
   *
   * @param state makes a copy of the state; costs memory and time, so call it only to keep it
   * @param last whether training stops now, so that the state must be kept
   */
  void offer(Supplier<TrainingState> state, boolean last);
}
