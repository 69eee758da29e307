package dev.sapor.solver.ranking;

import dev.sapor.solver.Initializer;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Solver;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Hyper-parameters of Bayesian personalized ranking.
 *
 * @param factors number of latent factors F, at least 1
 * @param regularization λ of the users, at least 0: a row weighs λ for each pair that it is in
 * @param positiveRegularization λ of items as positives, at least 0
 * @param negativeRegularization λ of items as negatives, at least 0
 * @param biased whether items have biases
 * @param biasRegularization λ of the biases, at least 0
 * @param negatives items that a step draws for all its users, at least 1; a user is taught by those
 *     that the user does not have. Where there are not so many, a step takes all items
 * @param batch users of a step, at least 1
 * @param learningRate rate of the first epoch, above 0
 * @param schedule how it changes from epoch to epoch
 * @param initialScale σ of the random start (see {@link Initializer})
 * @param seed seed of all draws
 */
public record BprConfig(
    int factors,
    double regularization,
    double positiveRegularization,
    double negativeRegularization,
    boolean biased,
    double biasRegularization,
    int negatives,
    int batch,
    double learningRate,
    LearningRateSchedule schedule,
    double initialScale,
    long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BprConfig {
    Checks.atLeast("factors", factors, 1);
    Checks.nonNegative("regularization", regularization);
    Checks.nonNegative("positive regularization", positiveRegularization);
    Checks.nonNegative("negative regularization", negativeRegularization);
    Checks.nonNegative("bias regularization", biasRegularization);
    Checks.atLeast("negatives", negatives, 1);
    Checks.atLeast("batch size", batch, 1);
    Checks.positive("learning rate", learningRate);
    Objects.requireNonNull(schedule);
    new Initializer(initialScale, seed);
  }

  /** The defaults: chosen on training data only, see {@code docs/algorithms/bpr.md}. */
  public static BprConfig defaults() {
    return new Values().config();
  }

  public BprConfig withFactors(int newFactors) {
    return with(values -> values.factors = newFactors);
  }

  /** The same λ for users, positives and negatives. */
  public BprConfig withRegularization(double newRegularization) {
    return with(values -> {
      values.regularization = newRegularization;
      values.positiveRegularization = newRegularization;
      values.negativeRegularization = newRegularization;
    });
  }

  public BprConfig withPositiveRegularization(double newRegularization) {
    return with(values -> values.positiveRegularization = newRegularization);
  }

  public BprConfig withNegativeRegularization(double newRegularization) {
    return with(values -> values.negativeRegularization = newRegularization);
  }

  public BprConfig withBiased(boolean newBiased) {
    return with(values -> values.biased = newBiased);
  }

  public BprConfig withBiasRegularization(double newRegularization) {
    return with(values -> values.biasRegularization = newRegularization);
  }

  public BprConfig withNegatives(int newNegatives) {
    return with(values -> values.negatives = newNegatives);
  }

  public BprConfig withBatch(int newBatch) {
    return with(values -> values.batch = newBatch);
  }

  public BprConfig withLearningRate(double newLearningRate) {
    return with(values -> values.learningRate = newLearningRate);
  }

  public BprConfig withSchedule(LearningRateSchedule newSchedule) {
    return with(values -> values.schedule = newSchedule);
  }

  public BprConfig withInitialScale(double newInitialScale) {
    return with(values -> values.initialScale = newInitialScale);
  }

  public BprConfig withSeed(long newSeed) {
    return with(values -> values.seed = newSeed);
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new BprSolver(this);
  }

  private BprConfig with(Consumer<Values> change) {
    Values values = new Values(this);
    change.accept(values);
    return values.config();
  }

  /** The values while one of them is changed: the one place that names them all in a row. */
  private static final class Values {
    private int factors = 64;
    private double regularization = 0.003;
    private double positiveRegularization = 0.003;
    private double negativeRegularization = 0.003;
    private boolean biased = true;
    private double biasRegularization = 0.01;
    private int negatives = 1024;
    private int batch = 64;
    private double learningRate = 0.02;
    private LearningRateSchedule schedule = LearningRateSchedule.annealed(0.026, BprSolver.EPOCHS);
    private double initialScale = 0.1;
    private long seed = 42;

    Values() {}

    Values(BprConfig config) {
      factors = config.factors;
      regularization = config.regularization;
      positiveRegularization = config.positiveRegularization;
      negativeRegularization = config.negativeRegularization;
      biased = config.biased;
      biasRegularization = config.biasRegularization;
      negatives = config.negatives;
      batch = config.batch;
      learningRate = config.learningRate;
      schedule = config.schedule;
      initialScale = config.initialScale;
      seed = config.seed;
    }

    BprConfig config() {
      return new BprConfig(
          factors,
          regularization,
          positiveRegularization,
          negativeRegularization,
          biased,
          biasRegularization,
          negatives,
          batch,
          learningRate,
          schedule,
          initialScale,
          seed);
    }
  }
}
