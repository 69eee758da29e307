package dev.sapor.solver.gradient;

import dev.sapor.objective.Regularization;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Solver;
import java.util.OptionalDouble;

/**
 * Hyper-parameters of batch gradient descent for ratings.
 *
 * @param factors number of latent factors F, at least 1
 * @param regularization weights of the squared norms
 * @param biased whether a global mean and biases are part of the model
 * @param learningRate η of the first epoch, above 0; it multiplies a sum over ratings, so what is
 *     stable depends on the data: empty for 1 / (n_user + n_item), with the counts of the busiest
 *     user and the most frequent item
 * @param momentum β of the heavy ball, in [0, 1)
 * @param schedule how the rate changes from epoch to epoch
 * @param initialScale σ of the random start (see {@link Initializer})
 * @param seed seed of the random start
 */
public record GradientDescentConfig(
    int factors,
    Regularization regularization,
    boolean biased,
    OptionalDouble learningRate,
    double momentum,
    LearningRateSchedule schedule,
    double initialScale,
    long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public GradientDescentConfig {
    if (factors < 1) {
      throw new IllegalArgumentException("factors must be at least 1 (got " + factors + ")");
    }
    if (learningRate.isPresent()
        && !(learningRate.getAsDouble() > 0
            && learningRate.getAsDouble() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "learning rate must be a positive number (got " + learningRate.getAsDouble() + ")");
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "momentum must be at least 0 and below 1 (got " + momentum + ")");
    }
    new Initializer(initialScale, seed);
  }

  /** The defaults: chosen on training data only, see {@code docs/defaults.md}. */
  public static GradientDescentConfig defaults() {
    return new GradientDescentConfig(
        32,
        new Regularization(0.3, 0.75, 3, 0, 3),
        true,
        OptionalDouble.empty(),
        0.9,
        LearningRateSchedule.CONSTANT,
        0.5,
        42);
  }

  public GradientDescentConfig withFactors(int value) {
    return copy(value, regularization, biased, learningRate, momentum, schedule);
  }

  public GradientDescentConfig withRegularization(Regularization value) {
    return copy(factors, value, biased, learningRate, momentum, schedule);
  }

  public GradientDescentConfig withBiased(boolean value) {
    return copy(factors, regularization, value, learningRate, momentum, schedule);
  }

  public GradientDescentConfig withLearningRate(double value) {
    return copy(factors, regularization, biased, OptionalDouble.of(value), momentum, schedule);
  }

  public GradientDescentConfig withMomentum(double value) {
    return copy(factors, regularization, biased, learningRate, value, schedule);
  }

  public GradientDescentConfig withSchedule(LearningRateSchedule value) {
    return copy(factors, regularization, biased, learningRate, momentum, value);
  }

  public GradientDescentConfig withInitialScale(double value) {
    return new GradientDescentConfig(
        factors, regularization, biased, learningRate, momentum, schedule, value, seed);
  }

  public GradientDescentConfig withSeed(long value) {
    return new GradientDescentConfig(
        factors, regularization, biased, learningRate, momentum, schedule, initialScale, value);
  }

  private GradientDescentConfig copy(
      int newFactors,
      Regularization newRegularization,
      boolean newBiased,
      OptionalDouble newLearningRate,
      double newMomentum,
      LearningRateSchedule newSchedule) {
    return new GradientDescentConfig(
        newFactors,
        newRegularization,
        newBiased,
        newLearningRate,
        newMomentum,
        newSchedule,
        initialScale,
        seed);
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new GradientDescentSolver(this);
  }
}
