package dev.sapor.solver;

/** Training was asked to stop before its end; what was done is in the last checkpoint, if any. */
public final class TrainingStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrainingStoppedException(int epoch) {
    super("training was stopped after epoch " + epoch);
  }
}
