package dev.sapor.textbook;

import dev.sapor.linalg.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Factorizes a matrix of ratings R (N x M, NaN where missing) into R̂ = U Vᵀ with U (N x F) and V
 * (M x F), by gradient descent on L = ½ Σ (r_nm − r̂_nm)² over the observed pairs.
 *
 * <p>The factors start as standard normal draws: U row by row, then V row by row, each from a
 * random stream of its own. Then {@link Mode} says what an iteration is. All in double precision on
 * one thread, in the order in which the formulas are written; the same input gives the same bits on
 * every machine. The formulas, with the code that each is: {@code docs/textbook.md}. Koren, Bell
 * and Volinsky, "Matrix Factorization Techniques for Recommender Systems", IEEE Computer 42(8),
 * 2009, is the survey of the method.
 */
public final class MatrixFactorization {

  /**
   * Runs all iterations.
   *
   * @param ratings R, N rows of M entries, NaN where missing; not changed and not kept
   * @param config factors, iterations, learning rate, mode and seed
   * @throws IllegalArgumentException if the matrix is empty or ragged, holds an infinite value, or
   *     holds no rating
   * @throws LossNotFiniteException if the descent diverges
   */
  public static Factorization fit(double[][] ratings, TextbookConfig config) {
    Ratings R = new Ratings(ratings);
    double[][] U = standardNormal(R.users(), config, "textbook user factors");
    double[][] V = standardNormal(R.items(), config, "textbook item factors");
    List<LossRecord> losses = descend(R, U, V, config);
    return new Factorization(R, U, V, losses);
  }

  /** A matrix of standard normal draws, row by row from one stream. */
  static double[][] standardNormal(int rows, TextbookConfig config, String purpose) {
    RandomStream random = RandomStream.of(config.seed(), purpose);
    double[][] draws = new double[rows][config.factors()];
    for (double[] row : draws) {
      for (int f = 0; f < row.length; f++) {
        row[f] = random.nextGaussian();
      }
    }
    return draws;
  }

  private static List<LossRecord> descend(
      Ratings R, double[][] U, double[][] V, TextbookConfig config) {
    Descent descent = descent(R, U, V, config);
    List<LossRecord> losses = new ArrayList<>();
    losses.add(new LossRecord(0, finiteLoss(R, U, V, 0, config)));
    boolean moved = false;
    for (int iteration = 1; iteration <= config.iterations(); iteration++) {
      moved |= descent.iterate();
      if (iteration % config.lossInterval() == 0 || iteration == config.iterations()) {
        // Where nothing moved, the loss is the one that was taken last.
        double loss = moved ? finiteLoss(R, U, V, iteration, config) : losses.getLast().loss();
        losses.add(new LossRecord(iteration, loss));
        moved = false;
      }
    }
    return losses;
  }

  private static Descent descent(Ratings R, double[][] U, double[][] V, TextbookConfig config) {
    return switch (config.mode()) {
      case BATCH -> new BatchDescent(R, U, V, config.learningRate());
      case STOCHASTIC_UNIFORM_PAIRS ->
          new UniformPairs(R, U, V, config.learningRate(), config.seed());
      case STOCHASTIC_OBSERVED_PASS ->
          new ObservedPass(R, U, V, config.learningRate(), config.seed());
    };
  }

  private static double finiteLoss(
      Ratings R, double[][] U, double[][] V, int iteration, TextbookConfig config) {
    double loss = SquaredLoss.loss(R, U, V);
    if (!Double.isFinite(loss)) {
      throw new LossNotFiniteException(iteration, config.learningRate());
    }
    return loss;
  }

  private MatrixFactorization() {}
}
