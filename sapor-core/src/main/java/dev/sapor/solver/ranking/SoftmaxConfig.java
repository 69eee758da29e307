package dev.sapor.solver.ranking;

import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Solver;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Hyper-parameters of the softmax over cosine scores.
 *
 * @param factors number of latent factors F, at least 1
 * @param temperature τ, by which the cosines are divided, above 0
 * @param bilateral c, the weight of the negatives against the positives, above 0; 1 is the softmax
 * @param negatives items that a step draws as negatives of all its users, at least 1; where there
 *     are not so many, it takes all items
 * @param batch users of a step, at least 1
 * @param learningRate rate of Adam in the first epoch, above 0
 * @param schedule how it changes from epoch to epoch
 * @param dropout share of the elements of a user's row that a step leaves out, in [0, 1)
 * @param topK K for weights that favour interactions near the first K of the user's list; 0 for no
 *     weights
 * @param topKTemperature how sharply these weights fall, above 0
 * @param refresh epochs after which the K-th score of each user is determined anew, at least 1
 * @param seed seed of all draws
 */
public record SoftmaxConfig(
    int factors,
    double temperature,
    double bilateral,
    int negatives,
    int batch,
    double learningRate,
    LearningRateSchedule schedule,
    double dropout,
    int topK,
    double topKTemperature,
    int refresh,
    long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SoftmaxConfig {
    Checks.atLeast("factors", factors, 1);
    Checks.positive("temperature", temperature);
    Checks.positive("bilateral", bilateral);
    Checks.atLeast("negatives", negatives, 1);
    Checks.atLeast("batch size", batch, 1);
    Checks.positive("learning rate", learningRate);
    Objects.requireNonNull(schedule);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "dropout must be at least 0 and below 1 (got " + dropout + ")");
    }
    Checks.atLeast("top-k", topK, 0);
    Checks.positive("top-k temperature", topKTemperature);
    Checks.atLeast("top-k refresh", refresh, 1);
  }

  /** The defaults: chosen on training data only, see {@code docs/algorithms/softmax.md}. */
  public static SoftmaxConfig defaults() {
    return new Values().config();
  }

  public SoftmaxConfig withFactors(int newFactors) {
    return with(values -> values.factors = newFactors);
  }

  public SoftmaxConfig withTemperature(double newTemperature) {
    return with(values -> values.temperature = newTemperature);
  }

  public SoftmaxConfig withBilateral(double newBilateral) {
    return with(values -> values.bilateral = newBilateral);
  }

  public SoftmaxConfig withNegatives(int newNegatives) {
    return with(values -> values.negatives = newNegatives);
  }

  public SoftmaxConfig withBatch(int newBatch) {
    return with(values -> values.batch = newBatch);
  }

  public SoftmaxConfig withLearningRate(double newLearningRate) {
    return with(values -> values.learningRate = newLearningRate);
  }

  public SoftmaxConfig withSchedule(LearningRateSchedule newSchedule) {
    return with(values -> values.schedule = newSchedule);
  }

  public SoftmaxConfig withDropout(double newDropout) {
    return with(values -> values.dropout = newDropout);
  }

  public SoftmaxConfig withTopK(int newTopK) {
    return with(values -> values.topK = newTopK);
  }

  public SoftmaxConfig withTopKTemperature(double newTopKTemperature) {
    return with(values -> values.topKTemperature = newTopKTemperature);
  }

  public SoftmaxConfig withRefresh(int newRefresh) {
    return with(values -> values.refresh = newRefresh);
  }

  public SoftmaxConfig withSeed(long newSeed) {
    return with(values -> values.seed = newSeed);
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new SoftmaxSolver(this);
  }

  private SoftmaxConfig with(Consumer<Values> change) {
    Values values = new Values(this);
    change.accept(values);
    return values.config();
  }

  /** The values while one of them is changed: the one place that names them all in a row. */
  private static final class Values {
    private int factors = 64;
    private double temperature = 0.1;
    private double bilateral = 1.22;
    private int negatives = 2048;
    private int batch = 128;
    private double learningRate = 0.02;
    private LearningRateSchedule schedule =
        LearningRateSchedule.annealed(0.0163, SoftmaxSolver.EPOCHS);
    private double dropout = 0.1;
    private int topK = 20;
    private double topKTemperature = 0.3;
    private int refresh = 5;
    private long seed = 42;

    Values() {}

    Values(SoftmaxConfig config) {
      factors = config.factors;
      temperature = config.temperature;
      bilateral = config.bilateral;
      negatives = config.negatives;
      batch = config.batch;
      learningRate = config.learningRate;
      schedule = config.schedule;
      dropout = config.dropout;
      topK = config.topK;
      topKTemperature = config.topKTemperature;
      refresh = config.refresh;
      seed = config.seed;
    }

    SoftmaxConfig config() {
      return new SoftmaxConfig(
          factors,
          temperature,
          bilateral,
          negatives,
          batch,
          learningRate,
          schedule,
          dropout,
          topK,
          topKTemperature,
          refresh,
          seed);
    }
  }
}
