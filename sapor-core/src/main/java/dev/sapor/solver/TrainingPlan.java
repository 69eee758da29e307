package dev.sapor.solver;

import dev.sapor.linalg.RandomStream;
import dev.sapor.split.RandomHoldout;

/**
 * How long to train, and how the number of epochs is chosen.
 *
 * <p>With early stopping, a part of the training data is kept for validation, training runs on the
 * rest until the validation error has not fallen for {@code patience} epochs, and the model is then
 * trained again on all of the data for the number of epochs that was best.
 *
 * @param epochs epochs, or with early stopping the most there may be, at least 1
 * @param validation share of the data kept for validation, in (0, 1), or 0 for no early stopping
 * @param patience epochs without a better validation error after which training stops, at least 1
 * @param autoBackoff whether training that diverges is started again at half the learning rate
 */
public record TrainingPlan(int epochs, double validation, int patience, boolean autoBackoff) {

  /** How often at most the rate is halved: by then it is a thousandth. */
  static final int MAX_BACKOFFS = 10;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TrainingPlan {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1 (got " + epochs + ")");
    }
    if (!(validation >= 0 && validation < 1)) {
      throw new IllegalArgumentException(
          "validation must be at least 0 and below 1 (got " + validation + ")");
    }
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be at least 1 (got " + patience + ")");
    }
  }

  /** A fixed number of epochs. */
  public static TrainingPlan fixed(int epochs) {
    return new TrainingPlan(epochs, 0, 1, false);
  }

  /** Early stopping on a tenth of the data, with a patience of 3. */
  public static TrainingPlan earlyStopping(int maxEpochs) {
    return new TrainingPlan(maxEpochs, 0.1, 3, false);
  }

  public boolean stopsEarly() {
    return validation > 0;
  }

  public TrainingPlan withEpochs(int newEpochs) {
    return new TrainingPlan(newEpochs, validation, patience, autoBackoff);
  }

  public TrainingPlan withValidation(double newValidation) {
    return new TrainingPlan(epochs, newValidation, patience, autoBackoff);
  }

  public TrainingPlan withPatience(int newPatience) {
    return new TrainingPlan(epochs, validation, newPatience, autoBackoff);
  }

  public TrainingPlan withAutoBackoff(boolean newAutoBackoff) {
    return new TrainingPlan(epochs, validation, patience, newAutoBackoff);
  }

  RandomHoldout validationSplit(long seed) {
    // A seed of its own: data that a holdout with the same seed left over would hold no such part.
    return new RandomHoldout(validation, RandomStream.of(seed, "validation").nextLong());
  }
}
