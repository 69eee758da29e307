package dev.sapor.solver;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.NormalDistribution;
import dev.sapor.model.RatingLevels;

/**
 * The regression that a row is where ratings are levels of a latent score with standard normal
 * noise: the most probable row given the other sides and the thresholds. The latent scores are
 * replaced by their means given row and ratings, then the row by the regression on them, in turn
 * (the EM algorithm of Albert and Chib's model); both have one answer, for the density has one
 * peak.
 *
 * <p>A workspace; not safe for use by several threads at once.
 */
public final class OrdinalRow {

  /**
   * Each leaves about a fifth of what the one before left, of ratings in the middle of five levels,
   * and more of two levels or of ratings that are all at one end.
   */
  private static final int STEPS = 12;

  private final GaussianRow row;

  /** For rows that a workspace solves. */
  public OrdinalRow(GaussianRow row) {
    this.row = row;
  }

  /**
   * The ratings as levels.
   *
   * @param levels of each rating, by position
   * @param latents takes the latent scores, in the same places
   * @param thresholds between the levels
   */
  @SuppressWarnings("ArrayRecordComponent") // live, and never compared
  public record Ratings(IntColumn levels, CsrMatrix latents, float[] thresholds) {}

  /**
   * Solves a row; the workspace has it then.
   *
   * @param given what it is regressed on, with the precision 1
   * @param means the prior means of factors and bias
   * @param weights scratch, at least as long as the row
   * @param targets scratch likewise; takes what the prior means leave unexplained of each latent
   *     score
   */
  public void solve(
      GaussianRow.Given given,
      DesignRows.Places places,
      Ratings ratings,
      long from,
      long to,
      float[] means,
      float[] weights,
      float[] targets) {
    row.startAt(means);
    for (int step = 0; step < STEPS; step++) {
      row.scores(given, places, from, to, targets);
      for (int k = 0; k < to - from; k++) {
        double score = targets[k];
        int level = ratings.levels.get(from + k);
        double low = RatingLevels.from(ratings.thresholds, level) - score;
        double high = RatingLevels.to(ratings.thresholds, level) - score;
        ratings.latents.values().set(from + k, (float) (score + mean(low, high)));
      }
      row.solve(given, places, ratings.latents, from, to, means, null, weights, targets);
    }
  }

  /**
   * What each rating says of its score: 1 where the latent score were known, less as the interval
   * is wider.
   *
   * @param weights takes them
   */
  public void information(
      GaussianRow.Given given,
      DesignRows.Places places,
      Ratings ratings,
      long from,
      long to,
      float[] weights) {
    row.scores(given, places, from, to, weights);
    for (int k = 0; k < to - from; k++) {
      int level = ratings.levels.get(from + k);
      double low = RatingLevels.from(ratings.thresholds, level) - weights[k];
      double high = RatingLevels.to(ratings.thresholds, level) - weights[k];
      double mean = mean(low, high);
      double slope = (product(low) - product(high)) / probability(low, high);
      weights[k] = (float) Math.clamp(mean * mean - slope, 0, 1);
    }
  }

  /** Of a standard normal number in an interval. */
  private static double mean(double low, double high) {
    double mean =
        (NormalDistribution.density(low) - NormalDistribution.density(high))
            / probability(low, high);
    // Where nothing is left of the probabilities, the nearer end.
    return Math.clamp(mean, low, high);
  }

  private static double probability(double low, double high) {
    return Math.max(NormalDistribution.probability(low, high), Double.MIN_NORMAL);
  }

  /** x φ(x), 0 at infinity. */
  private static double product(double x) {
    return Double.isInfinite(x) ? 0 : x * NormalDistribution.density(x);
  }
}
