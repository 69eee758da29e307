package dev.sapor.tune;

/** Every trial of a search diverged. */
public final class NoUsableTrialException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoUsableTrialException(int trials) {
    super(
        "training diverged in all "
            + trials
            + " trials; give ranges of lower learning rates or stronger regularization");
  }
}
