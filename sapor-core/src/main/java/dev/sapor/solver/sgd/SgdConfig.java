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
 * @param optimizer how the size of a step is chosen
 * @param learningRate η of the first epoch, above 0
 * @param schedule how the rate changes from epoch to epoch
 * @param lateStart number of epochs, at least 0, in which only the first factors are learnt; 0 for
 *     {@link Optimizer#SGD}
 * @param initialScale σ of the random start (see {@link Initializer}), which is positive for {@link
 *     Optimizer#ADAGRAD}
 * @param seed seed of the random start
 */
public record SgdConfig(
    int factors,
    Regularization regularization,
    boolean biased,
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

  /**
   * The defaults for an optimizer. Those of {@link Optimizer#ADAGRAD} are the form of LIBMF at a
   * rate of .05; see {@code docs/defaults.md}.
   */
  public static SgdConfig defaults(Optimizer optimizer) {
    return switch (optimizer) {
      case SGD ->
          new SgdConfig(
              32,
              new Regularization(0.3, 0.75, 3, 0, 3),
              true,
              optimizer,
              0.05,
              LearningRateSchedule.geometric(0.95),
              0,
              0.5,
              42);
      case ADAGRAD ->
          new SgdConfig(
              32,
              new Regularization(0.05, 1, 0, 0, 0),
              false,
              optimizer,
              0.05,
              LearningRateSchedule.CONSTANT,
              1,
              1,
              42);
    };
  }

  public SgdConfig withFactors(int newFactors) {
    return new SgdConfig(
        newFactors,
        regularization,
        biased,
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
