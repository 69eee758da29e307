package dev.sapor.solver.bayes;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.objective.Objective;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** A rating is a score with noise N(0, 1/α), and w₀ ~ N(centre, 1/reg₀) is part of the score. */
final class NormalResponse implements Response {

  private static final String NAME = "noise and level";

  private final HyperPrior hyper;
  private float centre;
  private float level;
  private float precision = 1;

  /**
   * @param centre the mean of the ratings
   */
  NormalResponse(HyperPrior hyper, float centre) {
    this.hyper = hyper;
    this.centre = centre;
    level = centre;
  }

  @Override
  public float level() {
    return level;
  }

  @Override
  public float precision() {
    return precision;
  }

  @Override
  public void draw(TrainingScores scores, long seed, int epoch, Parallel parallel) {
    double[] sums = errorSums(scores, parallel);
    RandomStream random = RandomStream.of(seed, NAME, epoch);
    long n = scores.matrix().nonZeros();
    precision =
        (float) Draws.gamma(random, 0.5 * (hyper.shape() + n), 0.5 * (hyper.rate() + sums[1]));
    double weight = precision * n + hyper.levelPrecision();
    // Around the mean of the ratings, where the prior of the level is.
    double mean = precision * (sums[0] + n * (double) (level - centre)) / weight;
    level = (float) Draws.normal(random, centre + mean, weight);
  }

  /** Σ e and Σ e² of the errors e = r − r̂. */
  private double[] errorSums(TrainingScores all, Parallel parallel) {
    CsrMatrix matrix = all.matrix();
    double[] sums = new double[matrix.rows()];
    double[] squares = new double[matrix.rows()];
    all.visit(
        level,
        parallel,
        (block, user, first, count, scores) -> {
          for (int k = 0; k < count; k++) {
            double error = matrix.value(first + k) - scores[k];
            sums[user] += error;
            squares[user] += error * error;
          }
        });
    double[] total = new double[2];
    for (int user = 0; user < sums.length; user++) {
      total[0] += sums[user];
      total[1] += squares[user];
    }
    return total;
  }

  @Override
  public Objective.Value objective(TrainingScores scores, Parallel parallel) {
    double squares = errorSums(scores, parallel)[1];
    return new Objective.Value(
        0.5 * (hyper.rate() + squares),
        OptionalDouble.of(Math.sqrt(squares / Math.max(1, scores.matrix().nonZeros()))));
  }

  @Override
  public double rating(double score) {
    return score;
  }

  @Override
  public void save(SortedMap<String, FloatMatrix> memory) {
    memory.put(NAME, FloatMatrix.of(new float[][] {{level, precision, centre}}));
  }

  @Override
  public void restore(SortedMap<String, FloatMatrix> memory) {
    FloatMatrix state = Memory.get(memory, NAME);
    level = state.get(0, 0);
    precision = state.get(0, 1);
    centre = state.get(0, 2);
  }
}
