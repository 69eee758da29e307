package dev.sapor.objective;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.Factors;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * Values of the objectives. Scores and the norms of rows are in float, as the kernels compute them
 * and as a model gives them out; everything that sums over the data is in double. Sums are taken
 * over ranges of rows of a fixed length and added in their order, so the bits do not depend on the
 * number of threads.
 */
public final class Objective {

  /** Rows of one range of a parallel sum. */
  private static final int GRAIN = 256;

  /**
   * A value of an objective.
   *
   * @param value the objective, regularization included
   * @param rmse root mean squared error over the interactions, for rating models
   */
  public record Value(double value, OptionalDouble rmse) {}

  /**
   * The regularized squared loss over the observed pairs: ½ Σ (r − r̂)² + ½ Σ_rows λ_row ‖row‖².
   * Cost O(interactions · F).
   *
   * @param biased whether biases count as parameters
   */
  public static Value squared(
      Factors factors,
      Interactions train,
      Regularization regularization,
      boolean biased,
      Parallel parallel) {
    double error = squaredError(factors, train, parallel);
    return squared(error, factors, train, regularization, biased, parallel);
  }

  /**
   * The same of a squared error that is known: of a solver that sums it in an order of its own.
   *
   * @param error Σ (r − r̂)² over the observed pairs
   */
  public static Value squared(
      double error,
      Factors factors,
      Interactions train,
      Regularization regularization,
      boolean biased,
      Parallel parallel) {
    double penalty =
        penalty(factors, train.userCounts(), train.itemCounts(), regularization, biased, parallel);
    double rmse = train.size() == 0 ? 0 : Math.sqrt(error / train.size());
    return new Value(0.5 * error + 0.5 * penalty, OptionalDouble.of(rmse));
  }

  /**
   * The regularized loss of clicks (Rendle et al., RecSys 2022, eq. 3 and 14). Cost O(interactions
   * · F).
   *
   * @param sumOfSquaredScores Σ (p·q)² over all pairs, which is the inner product of the two Gram
   *     matrices
   */
  public static Value clicks(
      Factors factors,
      Interactions train,
      ClickLoss loss,
      double sumOfSquaredScores,
      Parallel parallel) {
    double seen = sum(factors, train.byUser(), loss::ofSeen, parallel);
    int[] users = train.userCounts();
    int[] items = train.itemCounts();
    double penalty =
        rowPenalty(factors.users(), row -> loss.ofRow(users[row], items.length), parallel)
            + rowPenalty(factors.items(), row -> loss.ofRow(items[row], users.length), parallel);
    return new Value(
        0.5 * (seen + loss.alpha0() * sumOfSquaredScores) + 0.5 * penalty, OptionalDouble.empty());
  }

  /** Σ (r − r̂)² over the interactions, whose indices must be those of the factors. */
  public static double squaredError(Factors factors, Interactions data, Parallel parallel) {
    return sum(factors, data.byUser(), (value, score) -> square(value - score), parallel);
  }

  /** What one interaction adds to a loss. */
  @FunctionalInterface
  private interface Term {
    double of(float value, double score);
  }

  private static double square(double x) {
    return x * x;
  }

  private static double sum(Factors factors, CsrMatrix matrix, Term term, Parallel parallel) {
    return parallel.sum(
        matrix.rows(),
        GRAIN,
        (from, to) -> {
          double sum = 0;
          float[] dots = new float[longestRow(matrix, from, to)];
          for (int user = from; user < to; user++) {
            sum += rowSum(factors, matrix, user, dots, term);
          }
          return sum;
        });
  }

  private static double rowSum(
      Factors factors, CsrMatrix matrix, int user, float[] dots, Term term) {
    long start = matrix.start(user);
    Kernels.get()
        .dots(
            factors.users(),
            user,
            factors.items(),
            matrix.columnIndices(),
            start,
            matrix.end(user),
            dots);
    float base = factors.mean() + factors.userBiases()[user];
    double sum = 0;
    for (long at = start; at < matrix.end(user); at++) {
      float score = (base + factors.itemBiases()[matrix.column(at)]) + dots[(int) (at - start)];
      sum += term.of(matrix.value(at), score);
    }
    return sum;
  }

  private static int longestRow(CsrMatrix matrix, int from, int to) {
    int longest = 0;
    for (int row = from; row < to; row++) {
      longest = Math.max(longest, matrix.count(row));
    }
    return longest;
  }

  private static double penalty(
      Factors factors,
      int[] users,
      int[] items,
      Regularization regularization,
      boolean biased,
      Parallel parallel) {
    CountWeights ofRow = new CountWeights(regularization::ofRow);
    double rows =
        rowPenalty(factors.users(), row -> ofRow.of(users[row]), parallel)
            + rowPenalty(factors.items(), row -> ofRow.of(items[row]), parallel);
    if (!biased) {
      return rows;
    }
    CountWeights ofBias = new CountWeights(regularization::ofBias);
    return rows
        + biasPenalty(factors.userBiases(), users, ofBias)
        + biasPenalty(factors.itemBiases(), items, ofBias);
  }

  /**
   * The same with rows that are parameters too: ½ Σ weight ‖row‖² is added.
   *
   * @param weight λ of each of them, by its index
   */
  public static Value withRows(
      Value value, FloatMatrix rows, IntToDoubleFunction weight, Parallel parallel) {
    double penalty = rowPenalty(rows, weight::applyAsDouble, parallel);
    return new Value(value.value() + 0.5 * penalty, value.rmse());
  }

  /** λ of a row by its index. */
  @FunctionalInterface
  interface RowWeight {
    double of(int row);
  }

  /** Σ_rows λ_row ‖row‖². */
  static double rowPenalty(FloatMatrix matrix, RowWeight weight, Parallel parallel) {
    Kernels kernels = Kernels.get();
    return parallel.sum(
        matrix.rows(),
        GRAIN,
        (from, to) -> {
          double sum = 0;
          for (int row = from; row < to; row++) {
            sum += weight.of(row) * kernels.dot(matrix, row, matrix, row);
          }
          return sum;
        });
  }

  private static double biasPenalty(float[] biases, int[] counts, CountWeights weights) {
    double sum = 0;
    for (int row = 0; row < biases.length; row++) {
      sum += weights.of(counts[row]) * biases[row] * biases[row];
    }
    return sum;
  }

  private Objective() {}
}
