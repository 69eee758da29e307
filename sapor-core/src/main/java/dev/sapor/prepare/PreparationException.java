package dev.sapor.prepare;

/** A preparation that these data cannot go through: nothing is left, or times are missing. */
public final class PreparationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String step;

  PreparationException(String step, String message) {
    super(message);
    this.step = step;
  }

  /** The step that failed, by its name in {@link StepReport}. */
  public String step() {
    return step;
  }
}
