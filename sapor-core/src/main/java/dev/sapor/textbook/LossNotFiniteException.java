package dev.sapor.textbook;

/** The descent has diverged: the loss is infinite or not a number. */
public final class LossNotFiniteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int iteration;

  LossNotFiniteException(int iteration, double learningRate) {
    super(message(iteration, learningRate));
    this.iteration = iteration;
  }

  private static String message(int iteration, double learningRate) {
    if (iteration == 0) {
      return "the loss is not finite before the first iteration: the ratings are too large, scale"
          + " them down";
    }
    return "the loss is not finite after iteration %s: lower the learning rate (it is %s)"
        .formatted(iteration, learningRate);
  }

  /** The first iteration after which the loss was taken and was not finite. */
  public int iteration() {
    return iteration;
  }
}
