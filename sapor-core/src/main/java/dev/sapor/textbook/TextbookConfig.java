package dev.sapor.textbook;

import java.util.Objects;

/**
 * What {@link MatrixFactorization} is run with.
 *
 * @param factors number of latent factors F, at least 1
 * @param iterations number of iterations, at least 0; what one is, {@link Mode} says
 * @param learningRate η, finite and greater than 0. The batch gradient is a sum over all ratings of
 *     a row, so its η must shrink as rows grow longer; the stochastic gradient is of one rating
 * @param mode batch or stochastic
 * @param seed seed of the starting factors and of the pairs that are visited
 * @param lossInterval the loss is taken after every so many iterations, at least 1. Taking it costs
 *     O(observed pairs · F), as much as a whole pass: with uniform pairs, where an iteration is one
 *     draw, an interval of thousands is far quicker
 */
public record TextbookConfig(
    int factors, int iterations, double learningRate, Mode mode, long seed, int lossInterval) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TextbookConfig {
    atLeast(1, "factors", factors);
    atLeast(0, "iterations", iterations);
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "learningRate must be finite and greater than 0 (got " + learningRate + ")");
    }
    Objects.requireNonNull(mode, "mode");
    atLeast(1, "lossInterval", lossInterval);
  }

  private static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " must be at least " + least + " (got " + value + ")");
    }
  }

  /** 2 factors, 1000 iterations of batch descent with η = 0.01, seed 42, the loss after each. */
  public static TextbookConfig defaults() {
    return new TextbookConfig(2, 1000, 0.01, Mode.BATCH, 42, 1);
  }

  public TextbookConfig withFactors(int newFactors) {
    return new TextbookConfig(newFactors, iterations, learningRate, mode, seed, lossInterval);
  }

  public TextbookConfig withIterations(int newIterations) {
    return new TextbookConfig(factors, newIterations, learningRate, mode, seed, lossInterval);
  }

  public TextbookConfig withLearningRate(double newLearningRate) {
    return new TextbookConfig(factors, iterations, newLearningRate, mode, seed, lossInterval);
  }

  public TextbookConfig withMode(Mode newMode) {
    return new TextbookConfig(factors, iterations, learningRate, newMode, seed, lossInterval);
  }

  public TextbookConfig withSeed(long newSeed) {
    return new TextbookConfig(factors, iterations, learningRate, mode, newSeed, lossInterval);
  }

  public TextbookConfig withLossInterval(int newLossInterval) {
    return new TextbookConfig(factors, iterations, learningRate, mode, seed, newLossInterval);
  }
}
