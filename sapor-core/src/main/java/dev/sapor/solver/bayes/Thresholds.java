package dev.sapor.solver.bayes;

import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.NormalDistribution;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.RatingLevels;
import org.jspecify.annotations.Nullable;

/**
 * Draws the thresholds of ordered probit given the scores, with the latent scores integrated out:
 *
 * <pre>
 *   log p(γ | s) = Σ_n log( Φ(γ_k − s_n) − Φ(γ_{k−1} − s_n) ) − ½ reg Σ γ²,  k the level of rating n,
 * </pre>
 *
 * for γ in order. The sum has one peak and a Hessian of three diagonals. Newton's method finds the
 * peak; a draw from the t distribution with 5 degrees of freedom there, with the Hessian as its
 * precision, is taken or not by the rule of Metropolis and Hastings. (Drawing each threshold
 * between the latent scores beside it, as Albert and Chib did, moves it by 1/n: Cowles,
 * "Accelerating Monte Carlo Markov chain convergence for cumulative-link generalized linear
 * models", Statistics and Computing 6, 1996.)
 */
final class Thresholds {

  private static final double FREEDOM = 5;
  private static final int MOST_STEPS = 50;
  private static final double ENOUGH = 1e-9;
  private static final int BLOCK = 4096;

  private final IntColumn levels;
  private final FloatColumn scores;
  private final int count;
  private final double precision;

  /**
   * @param levels of the ratings
   * @param scores of the same
   * @param count number of thresholds
   * @param precision reg
   */
  Thresholds(IntColumn levels, FloatColumn scores, int count, double precision) {
    this.levels = levels;
    this.scores = scores;
    this.count = count;
    this.precision = precision;
  }

  /** Those that would give the levels their shares if all scores were 0. */
  static float[] start(IntColumn levels, int count) {
    long[] shares = new long[count + 1];
    for (long at = 0; at < levels.size(); at++) {
      shares[levels.get(at)]++;
    }
    float[] thresholds = new float[count];
    double below = 0;
    for (int k = 0; k < count; k++) {
      below += shares[k];
      float threshold = (float) NormalDistribution.quantile(below / levels.size());
      thresholds[k] = k == 0 ? threshold : Math.max(threshold, Math.nextUp(thresholds[k - 1]));
    }
    return thresholds;
  }

  /** The next thresholds of the chain. */
  float[] draw(float[] now, RandomStream random, Parallel parallel) {
    Peak peak = peak(now, parallel);
    double[] noise = new double[count];
    double stretch = Math.sqrt(FREEDOM / Draws.gamma(random, FREEDOM / 2, 0.5));
    for (int k = 0; k < count; k++) {
      noise[k] = random.nextGaussian() * stretch;
    }
    double[] apart = peak.hessian.solveUpper(noise);
    float[] proposed = new float[count];
    for (int k = 0; k < count; k++) {
      proposed[k] = (float) (peak.at[k] + apart[k]);
    }
    double uniform = random.nextDouble();
    if (!isGrowing(proposed)) {
      return now;
    }
    double gain = value(proposed, parallel) - peak.proposal(proposed);
    double loss = value(now, parallel) - peak.proposal(now);
    return StrictMath.log(1 - uniform) < gain - loss ? proposed : now;
  }

  private static boolean isGrowing(float[] thresholds) {
    for (int k = 1; k < thresholds.length; k++) {
      if (!(thresholds[k] > thresholds[k - 1])) {
        return false;
      }
    }
    return true;
  }

  /** The peak and the shape there. */
  @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
  private record Peak(float[] at, Tridiagonal hessian) {

    /** The logarithm of the density of a proposal, up to a constant. */
    double proposal(float[] thresholds) {
      double[] apart = new double[at.length];
      for (int k = 0; k < apart.length; k++) {
        apart[k] = (double) thresholds[k] - at[k];
      }
      double distance = hessian.norm(apart);
      return -0.5 * (FREEDOM + at.length) * StrictMath.log1p(distance / FREEDOM);
    }
  }

  private Peak peak(float[] start, Parallel parallel) {
    float[] at = start;
    for (int step = 0; ; step++) {
      Sums sums = sums(at, true, parallel);
      Tridiagonal hessian = new Tridiagonal(sums.curvature, sums.beside);
      double[] half = hessian.solveLower(sums.gradient);
      double left = 0;
      for (double one : half) {
        left += one * one;
      }
      float[] next =
          left < ENOUGH || step == MOST_STEPS
              ? null
              : step(at, sums.value, hessian.solveUpper(half), parallel);
      if (next == null) {
        return new Peak(at, hessian);
      }
      at = next;
    }
  }

  /** A step that gains something, or null if there is none. */
  private float @Nullable [] step(float[] at, double value, double[] direction, Parallel parallel) {
    for (double length = 1; length > 1e-6; length /= 2) {
      float[] next = new float[count];
      for (int k = 0; k < count; k++) {
        next[k] = (float) (at[k] + length * direction[k]);
      }
      if (isGrowing(next) && value(next, parallel) > value) {
        return next;
      }
    }
    return null;
  }

  private double value(float[] thresholds, Parallel parallel) {
    return sums(thresholds, false, parallel).value;
  }

  /** The function, its gradient, and its curvature with the sign turned. */
  private static final class Sums {
    private double value;
    private final double[] gradient;
    private final double[] curvature;
    private final double[] beside;

    Sums(int count) {
      gradient = new double[count];
      curvature = new double[count];
      beside = new double[count - 1];
    }

    void add(Sums other) {
      value += other.value;
      for (int k = 0; k < gradient.length; k++) {
        gradient[k] += other.gradient[k];
        curvature[k] += other.curvature[k];
      }
      for (int k = 0; k < beside.length; k++) {
        beside[k] += other.beside[k];
      }
    }

    /** Adds a rating of a level at a score. */
    void add(float[] thresholds, int level, double score, boolean slopes) {
      double low = RatingLevels.from(thresholds, level) - score;
      double high = RatingLevels.to(thresholds, level) - score;
      double probability = Math.max(NormalDistribution.probability(low, high), Double.MIN_NORMAL);
      value += StrictMath.log(probability);
      if (!slopes) {
        return;
      }
      double fromLow = level == 0 ? 0 : NormalDistribution.density(low) / probability;
      double fromHigh =
          level == thresholds.length ? 0 : NormalDistribution.density(high) / probability;
      if (level > 0) {
        gradient[level - 1] -= fromLow;
        curvature[level - 1] += fromLow * (fromLow - low);
      }
      if (level < thresholds.length) {
        gradient[level] += fromHigh;
        curvature[level] += fromHigh * (fromHigh + high);
      }
      if (level > 0 && level < thresholds.length) {
        beside[level - 1] -= fromLow * fromHigh;
      }
    }
  }

  private Sums sums(float[] thresholds, boolean slopes, Parallel parallel) {
    int blocks = Math.toIntExact(Math.ceilDiv(levels.size(), (long) BLOCK));
    Sums[] parts = new Sums[blocks];
    parallel.ranges(
        blocks,
        1,
        (from, to) -> {
          for (int block = from; block < to; block++) {
            Sums part = new Sums(count);
            long end = Math.min(levels.size(), (block + 1L) * BLOCK);
            for (long at = (long) block * BLOCK; at < end; at++) {
              part.add(thresholds, levels.get(at), scores.get(at), slopes);
            }
            parts[block] = part;
          }
        });
    Sums all = new Sums(count);
    for (Sums part : parts) {
      all.add(part);
    }
    for (int k = 0; k < count; k++) {
      all.value -= 0.5 * precision * thresholds[k] * thresholds[k];
      all.gradient[k] -= precision * thresholds[k];
      all.curvature[k] += precision;
    }
    return all;
  }
}
