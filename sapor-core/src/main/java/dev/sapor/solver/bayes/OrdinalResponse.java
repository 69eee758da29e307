package dev.sapor.solver.bayes;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.NormalDistribution;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.RatingLevels;
import dev.sapor.objective.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * A rating is the level of a latent score z ~ N(score, 1) between ordered thresholds. A sweep draws
 * the thresholds given the scores ({@link Thresholds}), then each z given both, from a normal
 * distribution within the interval of its rating; the sides are regressed on z (Albert and Chib,
 * "Bayesian analysis of binary and polychotomous response data", JASA 88, 1993). The thresholds
 * take the place of w₀.
 */
final class OrdinalResponse implements Response {

  private static final String NAME = "thresholds";

  /**
   * With more, the ratings are hardly levels. All thresholds are proposed at once, and those beside
   * a level with one rating leave their order once in six: with many such levels none would move.
   */
  private static final int MOST_LEVELS = 25;

  private final float[] values;
  private final IntColumn levels;
  private final FloatColumn scores;
  private final FloatColumn latents;
  private final Thresholds draws;
  private final List<RatingOrder> orders;
  private float[] thresholds;

  /**
   * @param values the different ratings, growing
   * @param levels of the ratings in the order of users
   * @param latents takes the latent scores in that order
   * @param orders take them in theirs
   */
  OrdinalResponse(
      float[] values,
      IntColumn levels,
      FloatColumn latents,
      List<RatingOrder> orders,
      HyperPrior hyper) {
    this.values = values;
    this.levels = levels;
    this.latents = latents;
    this.orders = orders;
    scores = FloatColumn.zeros(levels.size());
    draws = new Thresholds(levels, scores, values.length - 1, hyper.thresholdPrecision());
    thresholds = Thresholds.start(levels, values.length - 1);
  }

  /**
   * The different ratings.
   *
   * @throws IllegalArgumentException if there are too many to be levels
   */
  static float[] values(CsrMatrix ratings) {
    float[] values = new float[0];
    for (long at = 0; at < ratings.nonZeros(); at++) {
      // So that −0 is 0.
      float value = ratings.value(at) + 0f;
      int found = Arrays.binarySearch(values, value);
      if (found < 0) {
        int place = -found - 1;
        float[] more = Arrays.copyOf(values, values.length + 1);
        System.arraycopy(values, place, more, place + 1, values.length - place);
        more[place] = value;
        values = more;
      }
      if (values.length > MOST_LEVELS) {
        throw new IllegalArgumentException(
            "ordered-probit takes ratings of at most %s different values, and there are more; take"
                    .formatted(MOST_LEVELS)
                + " the likelihood normal");
      }
    }
    return values;
  }

  static IntColumn levels(CsrMatrix ratings, float[] values) {
    IntColumn levels = IntColumn.zeros(ratings.nonZeros());
    for (long at = 0; at < levels.size(); at++) {
      levels.set(at, RatingLevels.levelOf(values, ratings.value(at)));
    }
    return levels;
  }

  float[] values() {
    return values;
  }

  float[] thresholds() {
    return thresholds;
  }

  IntColumn levels() {
    return levels;
  }

  @Override
  public float level() {
    return 0;
  }

  @Override
  public float precision() {
    return 1;
  }

  @Override
  public void draw(TrainingScores all, long seed, int epoch, Parallel parallel) {
    all.visit(
        0,
        parallel,
        (block, user, first, count, some) -> {
          for (int k = 0; k < count; k++) {
            scores.set(first + k, some[k]);
          }
        });
    thresholds = draws.draw(thresholds, RandomStream.of(seed, NAME, epoch), parallel);
    CsrMatrix matrix = all.matrix();
    parallel.ranges(
        matrix.rows(),
        16,
        (from, to) -> {
          for (int user = from; user < to; user++) {
            RandomStream random = RandomStream.of(seed, "latent scores", epoch, user);
            for (long at = matrix.start(user); at < matrix.end(user); at++) {
              latents.set(at, latent(at, random.nextDouble()));
            }
          }
        });
    orders.forEach(order -> order.take(latents));
  }

  private float latent(long at, double uniform) {
    double score = scores.get(at);
    int level = levels.get(at);
    double low = RatingLevels.from(thresholds, level) - score;
    double high = RatingLevels.to(thresholds, level) - score;
    return (float) (score + NormalDistribution.within(low, high, uniform));
  }

  @Override
  public Objective.Value objective(TrainingScores all, Parallel parallel) {
    double[] improbable = new double[all.blocks()];
    double[] squares = new double[all.blocks()];
    all.visit(
        0,
        parallel,
        (block, user, first, count, some) -> {
          for (int k = 0; k < count; k++) {
            int level = levels.get(first + k);
            double probability =
                NormalDistribution.probability(
                    RatingLevels.from(thresholds, level) - some[k],
                    RatingLevels.to(thresholds, level) - some[k]);
            improbable[block] -= StrictMath.log(Math.max(probability, Double.MIN_NORMAL));
            double error = values[level] - rating(some[k]);
            squares[block] += error * error;
          }
        });
    return new Objective.Value(
        sum(improbable), OptionalDouble.of(Math.sqrt(sum(squares) / Math.max(1, levels.size()))));
  }

  private static double sum(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  @Override
  public double rating(double score) {
    double mean = values[0];
    for (int k = 1; k < values.length; k++) {
      mean +=
          ((double) values[k] - values[k - 1]) * NormalDistribution.tail(thresholds[k - 1] - score);
    }
    return mean;
  }

  @Override
  public void save(SortedMap<String, FloatMatrix> memory) {
    memory.put(NAME, FloatMatrix.of(new float[][] {thresholds}));
  }

  @Override
  public void restore(SortedMap<String, FloatMatrix> memory) {
    thresholds = Memory.get(memory, NAME).row(0);
  }
}
