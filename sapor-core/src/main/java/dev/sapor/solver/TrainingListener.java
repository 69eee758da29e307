package dev.sapor.solver;

/** Follows a training, on the thread that trains. */
public interface TrainingListener {

  /** What a training is doing. */
  enum Phase {
    /** Looking for the best number of epochs on a part of the data. */
    VALIDATION,
    /** Training the model that is kept. */
    FINAL
  }

  /** Ignores everything. */
  TrainingListener NONE = new TrainingListener() {};

  /** A phase begins, with the greatest number of epochs it may take. */
  default void phase(Phase phase, int epochs) {}

  /** An epoch is done. */
  default void epoch(Phase phase, EpochReport report) {}

  /** Training diverged in an epoch and starts again with half the learning rate. */
  default void backoff(int epoch, Solver slower) {}

  /** Asked after each epoch: whether training shall stop now, after a checkpoint. */
  default boolean stopRequested() {
    return false;
  }
}
