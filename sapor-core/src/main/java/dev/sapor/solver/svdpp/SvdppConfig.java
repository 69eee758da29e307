package dev.sapor.solver.svdpp;

import dev.sapor.objective.Regularization;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Solver;

/**
 * Hyper-parameters of SVD++.
 *
 * @param factors number of latent factors F, at least 1
 * @param regularization weights of the squared norms of p, q and the biases
 * @param implicitRegularization λ_y, at least 0: for each user who had an item, its implicit
 *     factors y weigh λ_y·n^ν, with n the number of interactions of the user
 * @param learningRate η of the first epoch, above 0
 * @param schedule how the rate changes from epoch to epoch
 * @param initialScale σ of the random start of p and q, which is positive ({@link
 *     Initializer.Draw#POSITIVE}); y starts at zero
 * @param batchUsers how many users at most see the items as they stand and are then added to them,
 *     at least 1: as many can be worked on at once; with 1 the descent is the plain one
 * @param seed seed of the random start and of the order of users
 */
public record SvdppConfig(
    int factors,
    Regularization regularization,
    double implicitRegularization,
    double learningRate,
    LearningRateSchedule schedule,
    double initialScale,
    int batchUsers,
    long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SvdppConfig {
    if (factors < 1) {
      throw new IllegalArgumentException("factors must be at least 1 (got " + factors + ")");
    }
    if (!(implicitRegularization >= 0) || Double.isInfinite(implicitRegularization)) {
      throw new IllegalArgumentException(
          "implicit regularization must be a finite number of at least 0 (got "
              + implicitRegularization
              + ")");
    }
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "learning rate must be a positive number (got " + learningRate + ")");
    }
    if (batchUsers < 1) {
      throw new IllegalArgumentException("batch users must be at least 1 (got " + batchUsers + ")");
    }
    new Initializer(initialScale, seed);
  }

  /** The defaults: chosen on training data only, see {@code docs/algorithms/svdpp.md}. */
  public static SvdppConfig defaults() {
    return new SvdppConfig(
        32,
        new Regularization(0.17, 0.82, 0, 0.02, 3),
        0.01,
        0.07,
        LearningRateSchedule.geometric(0.75),
        0.3,
        16,
        42);
  }

  public SvdppConfig withFactors(int newFactors) {
    return new SvdppConfig(
        newFactors,
        regularization,
        implicitRegularization,
        learningRate,
        schedule,
        initialScale,
        batchUsers,
        seed);
  }

  public SvdppConfig withRegularization(Regularization newRegularization) {
    return new SvdppConfig(
        factors,
        newRegularization,
        implicitRegularization,
        learningRate,
        schedule,
        initialScale,
        batchUsers,
        seed);
  }

  public SvdppConfig withImplicitRegularization(double newImplicitRegularization) {
    return new SvdppConfig(
        factors,
        regularization,
        newImplicitRegularization,
        learningRate,
        schedule,
        initialScale,
        batchUsers,
        seed);
  }

  public SvdppConfig withLearningRate(double newLearningRate) {
    return new SvdppConfig(
        factors,
        regularization,
        implicitRegularization,
        newLearningRate,
        schedule,
        initialScale,
        batchUsers,
        seed);
  }

  public SvdppConfig withSchedule(LearningRateSchedule newSchedule) {
    return new SvdppConfig(
        factors,
        regularization,
        implicitRegularization,
        learningRate,
        newSchedule,
        initialScale,
        batchUsers,
        seed);
  }

  public SvdppConfig withInitialScale(double newInitialScale) {
    return new SvdppConfig(
        factors,
        regularization,
        implicitRegularization,
        learningRate,
        schedule,
        newInitialScale,
        batchUsers,
        seed);
  }

  public SvdppConfig withBatchUsers(int newBatchUsers) {
    return new SvdppConfig(
        factors,
        regularization,
        implicitRegularization,
        learningRate,
        schedule,
        initialScale,
        newBatchUsers,
        seed);
  }

  public SvdppConfig withSeed(long newSeed) {
    return new SvdppConfig(
        factors,
        regularization,
        implicitRegularization,
        learningRate,
        schedule,
        initialScale,
        batchUsers,
        newSeed);
  }

  /** λ_y n^ν: what a user with so many interactions adds to the weight of each of their y. */
  double implicitWeight(int interactions) {
    return new Regularization(implicitRegularization, regularization.nu(), 0, 0, 0)
        .ofRow(interactions);
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new SvdppSolver(this);
  }
}
