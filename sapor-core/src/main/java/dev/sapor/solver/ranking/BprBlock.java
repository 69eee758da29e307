package dev.sapor.solver.ranking;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.rankloss.PairWeights;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One step of {@link BprRun}: the gradients of a few users and of all items that the step touches,
 * from the rows as they stand, and a step for each of them.
 *
 * <p>With P the users' rows (B x F), Q those of the negatives (N x F) and S = P Qᵀ + b (B x N), the
 * weight of a pair of items is σ(s_uj − s_ui). G is the sum of these weights over the user's
 * interactions i, divided by how many of the negatives u does not have, and 0 where u has the item
 * ({@link PairWeights}). Then
 *
 * <pre>
 *   gradient of P = G Q − Σ_i g_ui q_i        gradient of Q = Gᵀ P − Σ_u g_ui p_u        g_ui = Σ_j σ(s_uj − s_ui) / n_u
 * </pre>
 *
 * so a step is three products of matrices. Gᵀ P is taken by ranges of users whose length comes from
 * B alone; their sums are added in the order of the ranges.
 */
final class BprBlock {

  /** Users of one piece of work, and rows of items. */
  private static final int USERS = 8;

  private static final int ITEMS = 256;
  private static final int MOST_RANGES = 4;

  private final BprConfig config;
  private final MovedRows users;
  private final MovedRows items;
  private final @Nullable MovedRows biases;
  private final BlockRows rows;
  private final Parallel parallel;
  private final Kernels kernels = Kernels.get();
  private final int negatives;
  private final int range;
  private final FloatMatrix userRows;
  private final FloatMatrix userGradients;
  private final FloatMatrix negativeRows;
  private final FloatMatrix negativeColumns;
  private final FloatMatrix negativeBiases;
  private final FloatMatrix itemGradients;
  private final FloatMatrix biasGradients;
  private final FloatMatrix scores;
  private final FloatMatrix[] parts;
  private final FloatMatrix biasParts;
  // For each user of the step, the interactions divided by the negatives that count.
  private final double[] shares;
  private int step;
  private float rate;
  private double sharesInAll;

  BprBlock(
      BprConfig config,
      MovedRows users,
      MovedRows items,
      @Nullable MovedRows biases,
      BlockRows rows,
      int negatives,
      Parallel parallel) {
    this.config = config;
    this.users = users;
    this.items = items;
    this.biases = biases;
    this.rows = rows;
    this.negatives = negatives;
    this.parallel = parallel;
    int factors = config.factors();
    int batch = rows.users.length;
    range = Math.max(USERS, Math.ceilDiv(batch, MOST_RANGES));
    userRows = FloatMatrix.zeros(batch, factors);
    userGradients = FloatMatrix.zeros(batch, factors);
    negativeRows = FloatMatrix.zeros(negatives, factors);
    negativeColumns = FloatMatrix.zeros(factors, negatives);
    negativeBiases = FloatMatrix.zeros(1, negatives);
    itemGradients = FloatMatrix.zeros(rows.items.length, factors);
    biasGradients = FloatMatrix.zeros(rows.items.length, 1);
    scores = FloatMatrix.zeros(batch, negatives);
    parts = new FloatMatrix[Math.ceilDiv(batch, range)];
    Arrays.setAll(parts, k -> FloatMatrix.zeros(negatives, factors));
    biasParts = FloatMatrix.zeros(parts.length, negatives);
    shares = new double[batch];
  }

  /** Does the step for what stands in the rows. */
  void run(int newStep, float newRate) {
    step = newStep;
    rate = newRate;
    parallel.ranges(negatives, ITEMS, this::takeNegatives);
    parallel.ranges(rows.userCount, range, this::weighUsers);
    sharesInAll = 0;
    for (int b = 0; b < rows.userCount; b++) {
      sharesInAll += shares[b];
    }
    parallel.ranges(rows.userCount, USERS, this::sumUsers);
    parallel.ranges(rows.itemCount, ITEMS, this::moveItems);
    parallel.ranges(rows.userCount, USERS, this::moveUsers);
  }

  /** Q, its transpose and the biases. */
  private void takeNegatives(int from, int to) {
    float[] row = new float[config.factors()];
    for (int k = from; k < to; k++) {
      int item = rows.items[k];
      items.state().parameters().copyRow(item, row);
      negativeRows.setRow(k, row);
      for (int f = 0; f < row.length; f++) {
        negativeColumns.set(f, k, row[f]);
      }
      negativeBiases.set(0, k, bias(item));
    }
  }

  private float bias(int item) {
    return biases == null ? 0 : biases.state().parameters().get(item, 0);
  }

  /** P, S and G of some users, and what they add to Gᵀ P. */
  private void weighUsers(int from, int to) {
    PairWeights weights = new PairWeights(negatives);
    FloatMatrix part = parts[from / range];
    for (int k = 0; k < negatives; k++) {
      clear(part, k);
    }
    clear(biasParts, from / range);
    for (int b = from; b < to; b++) {
      userRows.setRow(b, users.state().parameters(), rows.users[b]);
    }
    kernels.multiply(userRows, negativeColumns, from, to, scores);
    for (int b = from; b < to; b++) {
      kernels.combine(1, negativeBiases, 0, 1, scores, b);
      shares[b] =
          weights.run(scores, b, positives(b), rows.pairItems, rows.weights, rows.starts[b]);
      kernels.combine(1, scores, b, 1, biasParts, from / range);
    }
    kernels.addOuterProducts(scores, userRows, from, to, part);
  }

  /** The scores of what a user has. */
  private float[] positives(int b) {
    float[] positives = new float[rows.starts[b + 1] - rows.starts[b]];
    for (int k = 0; k < positives.length; k++) {
      int item = rows.items[rows.pairItems[rows.starts[b] + k]];
      positives[k] = kernels.dot(userRows, b, items.state().parameters(), item) + bias(item);
    }
    return positives;
  }

  private void clear(FloatMatrix matrix, int row) {
    kernels.combine(0, matrix, row, 0, matrix, row);
  }

  private void sumUsers(int from, int to) {
    kernels.multiply(scores, negativeRows, from, to, userGradients);
    FloatMatrix q = items.state().parameters();
    for (int b = from; b < to; b++) {
      for (int pair = rows.starts[b]; pair < rows.starts[b + 1]; pair++) {
        int item = rows.items[rows.pairItems[pair]];
        kernels.combine(-rows.weights[pair], q, item, 1, userGradients, b);
      }
    }
  }

  private void moveItems(int from, int to) {
    for (int k = from; k < to; k++) {
      clear(itemGradients, k);
      float pull = 0;
      if (k < negatives) {
        for (int part = 0; part * range < rows.userCount; part++) {
          kernels.combine(1, parts[part], k, 1, itemGradients, k);
          pull += biasParts.get(part, k);
        }
      }
      double asNegative = k < negatives ? sharesInAll : 0;
      int asPositive = rows.itemStarts[k + 1] - rows.itemStarts[k];
      for (int at = rows.itemStarts[k]; at < rows.itemStarts[k + 1]; at++) {
        int pair = rows.byItem[at];
        int b = rows.pairUsers[pair];
        kernels.combine(-rows.weights[pair], userRows, b, 1, itemGradients, k);
        pull -= rows.weights[pair];
        asNegative -= k < negatives ? shares[b] : 0;
      }
      move(k, pull, asPositive, Math.max(0, asNegative));
    }
  }

  private void move(int k, float pull, int asPositive, double asNegative) {
    double decay =
        config.positiveRegularization() * asPositive + config.negativeRegularization() * asNegative;
    items.step(rows.items[k], step, itemGradients, k, rate, (float) decay);
    if (biases != null) {
      biasGradients.set(k, 0, pull);
      float biasDecay = (float) (config.biasRegularization() * (asPositive + asNegative));
      biases.step(rows.items[k], step, biasGradients, k, rate, biasDecay);
    }
  }

  private void moveUsers(int from, int to) {
    for (int b = from; b < to; b++) {
      int count = rows.starts[b + 1] - rows.starts[b];
      float decay = (float) (config.regularization() * count);
      users.step(rows.users[b], step, userGradients, b, rate, decay);
    }
  }
}
