package dev.sapor.solver.sgd;

import dev.sapor.objective.Regularization;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Solver;

/**
 * Hyper-parameters of stochastic gradient descent for ratings.
 *
 * @param factors number of latent factors F, at least 1
 * @param regularization weights of the squared norms
 * @param biased whether a global mean and biases are part of the model
 * @param learningRate η of the first epoch, above 0
 * @param schedule how the rate changes from epoch to epoch
 * @param initialScale σ of the random start (see {@link Initializer})
 * @param seed seed of the random start
 */
public record SgdConfig(
    int factors,
    Regularization regularization,
    boolean biased,
    double learningRate,
    LearningRateSchedule schedule,
    double initialScale,
    long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SgdConfig {
    if (factors < 1) {
      throw new IllegalArgumentException("factors must be at least 1 (got " + factors + ")");
    }
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "learning rate must be a positive number (got " + learningRate + ")");
    }
    new Initializer(initialScale, seed);
  }

  /** The defaults: chosen on training data only, see {@code docs/defaults.md}. */
  public static SgdConfig defaults() {
    return new SgdConfig(
        32,
        new Regularization(0.3, 0.75, 3, 0, 3),
        true,
        0.05,
        LearningRateSchedule.geometric(0.95),
        0.5,
        42);
  }

  public SgdConfig withFactors(int newFactors) {
    return new SgdConfig(
        newFactors, regularization, biased, learningRate, schedule, initialScale, seed);
  }

  public SgdConfig withRegularization(Regularization newRegularization) {
    return new SgdConfig(
        factors, newRegularization, biased, learningRate, schedule, initialScale, seed);
  }

  public SgdConfig withBiased(boolean newBiased) {
    return new SgdConfig(
        factors, regularization, newBiased, learningRate, schedule, initialScale, seed);
  }

  public SgdConfig withLearningRate(double newLearningRate) {
    return new SgdConfig(
        factors, regularization, biased, newLearningRate, schedule, initialScale, seed);
  }

  public SgdConfig withSchedule(LearningRateSchedule newSchedule) {
    return new SgdConfig(
        factors, regularization, biased, learningRate, newSchedule, initialScale, seed);
  }

  public SgdConfig withInitialScale(double newInitialScale) {
    return new SgdConfig(
        factors, regularization, biased, learningRate, schedule, newInitialScale, seed);
  }

  public SgdConfig withSeed(long newSeed) {
    return new SgdConfig(
        factors, regularization, biased, learningRate, schedule, initialScale, newSeed);
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new SgdSolver(this);
  }
}
