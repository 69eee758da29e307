package dev.sapor.solver.als;

import dev.sapor.objective.Regularization;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.Solver;

/**
 * Hyper-parameters of alternating least squares for ratings.
 *
 * @param factors number of latent factors F, at least 1
 * @param regularization weights of the squared norms; λ or κ of factors must be above 0, and of
 *     biases too if there are any
 * @param biased whether a global mean and biases are part of the model
 * @param initialScale σ of the random start of the item factors (see {@link Initializer})
 * @param seed seed of the random start
 */
public record AlsConfig(
    int factors, Regularization regularization, boolean biased, double initialScale, long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AlsConfig {
    Checks.factors(factors);
    Checks.positiveDefinite(regularization, biased);
    new Initializer(initialScale, seed);
  }

  /** The defaults: chosen on training data only, see {@code docs/defaults.md}. */
  public static AlsConfig defaults() {
    return new AlsConfig(32, new Regularization(0.3, 0.75, 3, 0, 3), true, 0.1, 42);
  }

  public AlsConfig withFactors(int newFactors) {
    return new AlsConfig(newFactors, regularization, biased, initialScale, seed);
  }

  public AlsConfig withRegularization(Regularization newRegularization) {
    return new AlsConfig(factors, newRegularization, biased, initialScale, seed);
  }

  public AlsConfig withBiased(boolean newBiased) {
    return new AlsConfig(factors, regularization, newBiased, initialScale, seed);
  }

  public AlsConfig withInitialScale(double newInitialScale) {
    return new AlsConfig(factors, regularization, biased, newInitialScale, seed);
  }

  public AlsConfig withSeed(long newSeed) {
    return new AlsConfig(factors, regularization, biased, initialScale, newSeed);
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new AlsSolver(this);
  }
}
