package dev.sapor.solver.als;

import dev.sapor.objective.Regularization;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.Solver;
import java.util.OptionalDouble;

/**
 * Hyper-parameters of alternating least squares for clicks (iALS).
 *
 * @param factors number of latent factors F, at least 1
 * @param regularization λ, ν and κ of the factors, λ or κ above 0; there are no biases
 * @param alpha0 weight α0 of each pair of the matrix, seen or not, above 0; empty for {@code 45 ·
 *     density} within [0.01, 0.5]
 * @param method how the equations of a row are solved; after the last epoch the users are solved
 *     exactly in any case
 * @param steps of conjugate gradients for each row, at least 1, where that is the method
 * @param initialScale σ of the random start of the item factors (see {@link Initializer})
 * @param seed seed of the random start
 */
public record ImplicitAlsConfig(
    int factors,
    Regularization regularization,
    OptionalDouble alpha0,
    RowMethod method,
    int steps,
    double initialScale,
    long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ImplicitAlsConfig {
    Checks.factors(factors);
    Checks.positiveDefinite(regularization, false);
    if (alpha0.isPresent()
        && !(alpha0.getAsDouble() > 0 && alpha0.getAsDouble() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "alpha0 must be a positive number (got " + alpha0.getAsDouble() + ")");
    }
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1 (got " + steps + ")");
    }
    new Initializer(initialScale, seed);
  }

  /** The defaults: chosen on training data only, see {@code docs/defaults.md}. */
  public static ImplicitAlsConfig defaults() {
    return new ImplicitAlsConfig(
        64,
        new Regularization(0.007, 1, 0, 0, 0),
        OptionalDouble.empty(),
        RowMethod.AUTO,
        3,
        0.1,
        42);
  }

  public ImplicitAlsConfig withFactors(int newFactors) {
    return new ImplicitAlsConfig(
        newFactors, regularization, alpha0, method, steps, initialScale, seed);
  }

  public ImplicitAlsConfig withRegularization(Regularization newRegularization) {
    return new ImplicitAlsConfig(
        factors, newRegularization, alpha0, method, steps, initialScale, seed);
  }

  public ImplicitAlsConfig withAlpha0(double newAlpha0) {
    return new ImplicitAlsConfig(
        factors, regularization, OptionalDouble.of(newAlpha0), method, steps, initialScale, seed);
  }

  public ImplicitAlsConfig withMethod(RowMethod newMethod) {
    return new ImplicitAlsConfig(
        factors, regularization, alpha0, newMethod, steps, initialScale, seed);
  }

  public ImplicitAlsConfig withSteps(int newSteps) {
    return new ImplicitAlsConfig(
        factors, regularization, alpha0, method, newSteps, initialScale, seed);
  }

  public ImplicitAlsConfig withInitialScale(double newInitialScale) {
    return new ImplicitAlsConfig(
        factors, regularization, alpha0, method, steps, newInitialScale, seed);
  }

  public ImplicitAlsConfig withSeed(long newSeed) {
    return new ImplicitAlsConfig(
        factors, regularization, alpha0, method, steps, initialScale, newSeed);
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new ImplicitAlsSolver(this);
  }
}
