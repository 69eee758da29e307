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
 * @param biased whether biases are part of the model
 * @param centred whether, with biases, the mean of the values is part of the model too; otherwise
 *     the factors learn the level
 * @param optimizer how the size of a step is chosen
 * @param learningRate η of the first epoch, above 0
 * @param schedule how the rate changes from epoch to epoch
 * @param lateStart number of epochs, at least 0, in which only the first factors are learnt; 0 for
 *     {@link Optimizer#SGD}
 * @param initialScale σ of the random start, which is positive ({@link Initializer.Draw#POSITIVE})
 * @param seed seed of the random start
 */
public record SgdConfig(
    int factors,
    Regularization regularization,
    boolean biased,
    boolean centred,
    Optimizer optimizer,
    double learningRate,
    LearningRateSchedule schedule,
    int lateStart,
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
    if (lateStart < 0) {
      throw new IllegalArgumentException("late start must be at least 0 (got " + lateStart + ")");
    }
    if (lateStart > 0 && optimizer != Optimizer.ADAGRAD) {
      throw new IllegalArgumentException(
          "late start is for the optimizer adagrad only (got " + lateStart + ")");
    }
    new Initializer(initialScale, seed);
  }

  /** The defaults: chosen on training data only, see {@code docs/defaults.md}. */
  public static SgdConfig defaults() {
    return defaults(Optimizer.SGD);
  }

  /** The defaults for an optimizer; see {@code docs/defaults.md}. */
  public static SgdConfig defaults(Optimizer optimizer) {
    return switch (optimizer) {
      case SGD ->
          new SgdConfig(
              32,
              new Regularization(0.17, 0.82, 0, 0.02, 3),
              true,
              true,
              optimizer,
              0.1,
              LearningRateSchedule.geometric(0.8),
              0,
              0.3,
              42);
      case ADAGRAD ->
          new SgdConfig(
              32,
              new Regularization(0.2, 0.8, 0, 0, 3),
              true,
              true,
              optimizer,
              0.1,
              LearningRateSchedule.geometric(0.9),
              0,
              0.3,
              42);
    };
  }

  public SgdConfig withFactors(int newFactors) {
    return new SgdConfig(
        newFactors,
        regularization,
        biased,
        centred,
        optimizer,
        learningRate,
        schedule,
        lateStart,
        initialScale,
        seed);
  }

  public SgdConfig withRegularization(Regularization newRegularization) {
    return new SgdConfig(
        factors,
        newRegularization,
        biased,
        centred,
        optimizer,
        learningRate,
        schedule,
        lateStart,
        initialScale,
        seed);
  }

  public SgdConfig withBiased(boolean newBiased) {
    return new SgdConfig(
        factors,
        regularization,
        newBiased,
        centred,
        optimizer,
        learningRate,
        schedule,
        lateStart,
        initialScale,
        seed);
  }

  public SgdConfig withCentred(boolean newCentred) {
    return new SgdConfig(
        factors,
        regularization,
        biased,
        newCentred,
        optimizer,
        learningRate,
        schedule,
        lateStart,
        initialScale,
        seed);
  }

  public SgdConfig withLearningRate(double newLearningRate) {
    return new SgdConfig(
        factors,
        regularization,
        biased,
        centred,
        optimizer,
        newLearningRate,
        schedule,
        lateStart,
        initialScale,
        seed);
  }

  public SgdConfig withSchedule(LearningRateSchedule newSchedule) {
    return new SgdConfig(
        factors,
        regularization,
        biased,
        centred,
        optimizer,
        learningRate,
        newSchedule,
        lateStart,
        initialScale,
        seed);
  }

  public SgdConfig withLateStart(int newLateStart) {
    return new SgdConfig(
        factors,
        regularization,
        biased,
        centred,
        optimizer,
        learningRate,
        schedule,
        newLateStart,
        initialScale,
        seed);
  }

  public SgdConfig withInitialScale(double newInitialScale) {
    return new SgdConfig(
        factors,
        regularization,
        biased,
        centred,
        optimizer,
        learningRate,
        schedule,
        lateStart,
        newInitialScale,
        seed);
  }

  public SgdConfig withSeed(long newSeed) {
    return new SgdConfig(
        factors,
        regularization,
        biased,
        centred,
        optimizer,
        learningRate,
        schedule,
        lateStart,
        initialScale,
        newSeed);
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new SgdSolver(this);
  }
}
