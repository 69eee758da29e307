package dev.sapor.solver.als;

import dev.sapor.objective.ClickTarget;
import dev.sapor.objective.Confidence;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.Solver;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Hyper-parameters of alternating least squares for clicks (iALS).
 *
 * @param factors number of latent factors F, at least 1
 * @param regularization λ, ν and κ of the factors, λ or κ above 0; there are no biases
 * @param alpha0 weight α0 of each pair of the matrix, seen or not, above 0; empty for {@code 45 ·
 *     density} within [0.01, 0.5]
 * @param confidence weight of an interaction by its value; empty for the value where the data weigh
 *     their interactions, and for 1 where they are ratings
 * @param target what the score of an interaction is drawn to
 * @param countsAll whether λ_row counts the pairs that were not seen, α0 each
 * @param method how the equations of a row are solved; after the last epoch the users are solved
 *     exactly in any case
 * @param steps of conjugate gradients for each row, at least 1, where that is the method
 * @param block factors that are solved at a time, at least 1, where blocks are the method
 * @param initialScale σ of the random start of the item factors (see {@link Initializer})
 * @param seed seed of the random start
 */
public record ImplicitAlsConfig(
    int factors,
    Regularization regularization,
    OptionalDouble alpha0,
    Optional<Confidence> confidence,
    ClickTarget target,
    boolean countsAll,
    RowMethod method,
    int steps,
    int block,
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
    Objects.requireNonNull(confidence);
    Objects.requireNonNull(target);
    Objects.requireNonNull(method);
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1 (got " + steps + ")");
    }
    if (block < 1) {
      throw new IllegalArgumentException("block must be at least 1 (got " + block + ")");
    }
    new Initializer(initialScale, seed);
  }

  /** The defaults: chosen on training data only, see {@code docs/defaults.md}. */
  public static ImplicitAlsConfig defaults() {
    return new Builder().build();
  }

  public ImplicitAlsConfig withFactors(int newFactors) {
    return builder().factors(newFactors).build();
  }

  public ImplicitAlsConfig withRegularization(Regularization newRegularization) {
    return builder().regularization(newRegularization).build();
  }

  public ImplicitAlsConfig withAlpha0(double newAlpha0) {
    return builder().alpha0(newAlpha0).build();
  }

  public ImplicitAlsConfig withConfidence(Confidence newConfidence) {
    return builder().confidence(newConfidence).build();
  }

  public ImplicitAlsConfig withTarget(ClickTarget newTarget) {
    return builder().target(newTarget).build();
  }

  public ImplicitAlsConfig withCountsAll(boolean newCountsAll) {
    return builder().countsAll(newCountsAll).build();
  }

  public ImplicitAlsConfig withMethod(RowMethod newMethod) {
    return builder().method(newMethod).build();
  }

  public ImplicitAlsConfig withSteps(int newSteps) {
    return builder().steps(newSteps).build();
  }

  public ImplicitAlsConfig withBlock(int newBlock) {
    return builder().block(newBlock).build();
  }

  public ImplicitAlsConfig withInitialScale(double newInitialScale) {
    return builder().initialScale(newInitialScale).build();
  }

  public ImplicitAlsConfig withSeed(long newSeed) {
    return builder().seed(newSeed).build();
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new ImplicitAlsSolver(this);
  }

  private Builder builder() {
    return new Builder(this);
  }

  /** The values while one of them is changed: the one place that names them all in a row. */
  private static final class Builder {
    private int factors = 64;
    private Regularization regularization = new Regularization(0.007, 1, 0, 0, 0);
    private OptionalDouble alpha0 = OptionalDouble.empty();
    private Optional<Confidence> confidence = Optional.empty();
    private ClickTarget target = ClickTarget.SHRUNK;
    private boolean countsAll = true;
    private RowMethod method = RowMethod.AUTO;
    private int steps = 3;
    private int block = 64;
    private double initialScale = 0.1;
    private long seed = 42;

    Builder() {}

    Builder(ImplicitAlsConfig config) {
      factors = config.factors;
      regularization = config.regularization;
      alpha0 = config.alpha0;
      confidence = config.confidence;
      target = config.target;
      countsAll = config.countsAll;
      method = config.method;
      steps = config.steps;
      block = config.block;
      initialScale = config.initialScale;
      seed = config.seed;
    }

    Builder factors(int value) {
      factors = value;
      return this;
    }

    Builder regularization(Regularization value) {
      regularization = value;
      return this;
    }

    Builder alpha0(double value) {
      alpha0 = OptionalDouble.of(value);
      return this;
    }

    Builder confidence(Confidence value) {
      confidence = Optional.of(value);
      return this;
    }

    Builder target(ClickTarget value) {
      target = value;
      return this;
    }

    Builder countsAll(boolean value) {
      countsAll = value;
      return this;
    }

    Builder method(RowMethod value) {
      method = value;
      return this;
    }

    Builder steps(int value) {
      steps = value;
      return this;
    }

    Builder block(int value) {
      block = value;
      return this;
    }

    Builder initialScale(double value) {
      initialScale = value;
      return this;
    }

    Builder seed(long value) {
      seed = value;
      return this;
    }

    ImplicitAlsConfig build() {
      return new ImplicitAlsConfig(
          factors,
          regularization,
          alpha0,
          confidence,
          target,
          countsAll,
          method,
          steps,
          block,
          initialScale,
          seed);
    }
  }
}
