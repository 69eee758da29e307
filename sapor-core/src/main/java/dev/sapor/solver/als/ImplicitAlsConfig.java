package dev.sapor.solver.als;

import dev.sapor.objective.ClickTarget;
import dev.sapor.objective.Confidence;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.Initializer;
import dev.sapor.solver.Solver;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

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
    return new Values().config();
  }

  public ImplicitAlsConfig withFactors(int newFactors) {
    return with(values -> values.factors = newFactors);
  }

  public ImplicitAlsConfig withRegularization(Regularization newRegularization) {
    return with(values -> values.regularization = newRegularization);
  }

  public ImplicitAlsConfig withAlpha0(double newAlpha0) {
    return with(values -> values.alpha0 = OptionalDouble.of(newAlpha0));
  }

  public ImplicitAlsConfig withConfidence(Confidence newConfidence) {
    return with(values -> values.confidence = Optional.of(newConfidence));
  }

  public ImplicitAlsConfig withTarget(ClickTarget newTarget) {
    return with(values -> values.target = newTarget);
  }

  public ImplicitAlsConfig withCountsAll(boolean newCountsAll) {
    return with(values -> values.countsAll = newCountsAll);
  }

  public ImplicitAlsConfig withMethod(RowMethod newMethod) {
    return with(values -> values.method = newMethod);
  }

  public ImplicitAlsConfig withSteps(int newSteps) {
    return with(values -> values.steps = newSteps);
  }

  public ImplicitAlsConfig withBlock(int newBlock) {
    return with(values -> values.block = newBlock);
  }

  public ImplicitAlsConfig withInitialScale(double newInitialScale) {
    return with(values -> values.initialScale = newInitialScale);
  }

  public ImplicitAlsConfig withSeed(long newSeed) {
    return with(values -> values.seed = newSeed);
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new ImplicitAlsSolver(this);
  }

  private ImplicitAlsConfig with(Consumer<Values> change) {
    Values values = new Values(this);
    change.accept(values);
    return values.config();
  }

  /** The values while one of them is changed: the one place that names them all in a row. */
  private static final class Values {
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

    Values() {}

    Values(ImplicitAlsConfig config) {
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

    ImplicitAlsConfig config() {
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
