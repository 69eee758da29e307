package dev.sapor.solver.bayes;

import dev.sapor.solver.Solver;

/**
 * Parameters of Bayesian matrix factorization. There is no regularization and no learning rate:
 * what they stand for is drawn with the rest.
 *
 * @param factors number of latent factors F, at least 1
 * @param sweeps sweeps of the sampler, at least 1; more are never worse
 * @param burnIn sweeps at the start that are not kept
 * @param samples sweeps that the model keeps, evenly among those after the start
 * @param features what is known of users and items beside their ratings
 * @param likelihood how ratings follow from scores
 * @param initialScale standard deviation of the random start
 * @param seed seed of all draws
 */
public record BayesConfig(
    int factors,
    int sweeps,
    int burnIn,
    int samples,
    BayesFeatures features,
    Likelihood likelihood,
    double initialScale,
    long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BayesConfig {
    if (factors < 1) {
      throw new IllegalArgumentException("factors must be at least 1 (got " + factors + ")");
    }
    if (sweeps < 1) {
      throw new IllegalArgumentException("sweeps must be at least 1 (got " + sweeps + ")");
    }
    if (burnIn < 0) {
      throw new IllegalArgumentException("burn-in must be at least 0 (got " + burnIn + ")");
    }
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1 (got " + samples + ")");
    }
    if (!(initialScale > 0) || Double.isInfinite(initialScale)) {
      throw new IllegalArgumentException(
          "the initial scale must be a positive number (got " + initialScale + ")");
    }
  }

  /** The defaults: chosen on training data only, see {@code docs/defaults.md}. */
  public static BayesConfig defaults() {
    return new BayesConfig(32, 200, 20, 32, BayesFeatures.none(), Likelihood.NORMAL, 0.1, 42);
  }

  public BayesConfig withFactors(int newFactors) {
    return new BayesConfig(
        newFactors, sweeps, burnIn, samples, features, likelihood, initialScale, seed);
  }

  public BayesConfig withSweeps(int newSweeps) {
    return new BayesConfig(
        factors, newSweeps, burnIn, samples, features, likelihood, initialScale, seed);
  }

  public BayesConfig withBurnIn(int newBurnIn) {
    return new BayesConfig(
        factors, sweeps, newBurnIn, samples, features, likelihood, initialScale, seed);
  }

  public BayesConfig withSamples(int newSamples) {
    return new BayesConfig(
        factors, sweeps, burnIn, newSamples, features, likelihood, initialScale, seed);
  }

  public BayesConfig withFeatures(BayesFeatures newFeatures) {
    return new BayesConfig(
        factors, sweeps, burnIn, samples, newFeatures, likelihood, initialScale, seed);
  }

  public BayesConfig withLikelihood(Likelihood newLikelihood) {
    return new BayesConfig(
        factors, sweeps, burnIn, samples, features, newLikelihood, initialScale, seed);
  }

  public BayesConfig withInitialScale(double newInitialScale) {
    return new BayesConfig(
        factors, sweeps, burnIn, samples, features, likelihood, newInitialScale, seed);
  }

  public BayesConfig withSeed(long newSeed) {
    return new BayesConfig(
        factors, sweeps, burnIn, samples, features, likelihood, initialScale, newSeed);
  }

  /** Every how many sweeps one is kept. */
  int thinning() {
    return Math.max(1, (sweeps - burnIn) / samples);
  }

  /** Whether a sweep is kept. Counted from the last back, so that the last one is. */
  boolean keeps(int sweep) {
    return sweep > Math.min(burnIn, sweeps - 1)
        && sweep <= sweeps
        && (sweeps - sweep) % thinning() == 0
        && (sweeps - sweep) / thinning() < samples;
  }

  /** The solver with these parameters. */
  public Solver solver() {
    return new BayesSolver(this);
  }
}
