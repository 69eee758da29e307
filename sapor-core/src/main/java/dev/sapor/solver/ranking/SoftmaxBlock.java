package dev.sapor.solver.ranking;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.rankloss.UnitRows;
import java.util.Arrays;

/**
 * One step of {@link SoftmaxRun}: the gradients of a few users and of all items that the step
 * touches, from the rows as they stand, and a step for each of them.
 *
 * <p>With P̂ the users' unit rows (B x F), Q̂ those of the negatives (N x F) and E = e^((Q̂ P̂ᵀ −
 * 1) / τ) (N x B), the sums of the columns of E are the users' Z, and with s_u = c W_u / (τ Z_u),
 * W_u the weight of u's interactions,
 *
 * <pre>
 *   gradient of P̂ = s (Eᵀ Q̂) − 1/τ Σ_i w_ui q̂_i        gradient of Q̂ = E (s P̂) − 1/τ Σ_u w_ui p̂_u
 * </pre>
 *
 * so a step is three products of matrices. E is made, and Eᵀ Q̂ taken, by ranges of items whose
 * length comes from N alone; their sums are added in the order of the ranges. A cosine is 1 at
 * most, so that no exponential overflows.
 */
final class SoftmaxBlock {

  /** Users of one piece of work, and rows of items. */
  private static final int USERS = 8;

  private static final int ITEMS = 256;
  private static final int MOST_RANGES = 32;

  private final SoftmaxConfig config;
  private final Sides sides;
  private final BlockRows rows;
  private final TopWeights topWeights;
  private final Parallel parallel;
  private final Kernels kernels = Kernels.get();
  private final int negatives;
  private final int range;
  private final FloatMatrix userUnits;
  private final FloatMatrix userColumns;
  private final FloatMatrix scaledUsers;
  private final FloatMatrix userGradients;
  private final FloatMatrix userMasks;
  private final float[] userInverses;
  private final FloatMatrix itemUnits;
  private final FloatMatrix itemGradients;
  private final float[] itemInverses;
  private final FloatMatrix exponentials;
  private final FloatMatrix sums;
  private final FloatMatrix[] parts;
  private int epoch;
  private int step;
  private float rate;

  /** What is moved. */
  record Sides(MovedRows users, MovedRows items) {}

  SoftmaxBlock(
      SoftmaxConfig config,
      Sides sides,
      BlockRows rows,
      int negatives,
      TopWeights topWeights,
      Parallel parallel) {
    this.config = config;
    this.sides = sides;
    this.rows = rows;
    this.topWeights = topWeights;
    this.parallel = parallel;
    this.negatives = negatives;
    this.range = Math.max(ITEMS, Math.ceilDiv(negatives, MOST_RANGES));
    int factors = config.factors();
    int batch = rows.users.length;
    userUnits = FloatMatrix.zeros(batch, factors);
    userColumns = FloatMatrix.zeros(factors, batch);
    scaledUsers = FloatMatrix.zeros(batch, factors);
    userGradients = FloatMatrix.zeros(batch, factors);
    userMasks = FloatMatrix.zeros(batch, factors);
    userInverses = new float[batch];
    itemUnits = FloatMatrix.zeros(rows.items.length, factors);
    itemGradients = FloatMatrix.zeros(rows.items.length, factors);
    itemInverses = new float[rows.items.length];
    exponentials = FloatMatrix.zeros(negatives, batch);
    int ranges = Math.ceilDiv(negatives, range);
    sums = FloatMatrix.zeros(ranges, batch);
    parts = new FloatMatrix[ranges];
    for (int k = 0; k < ranges; k++) {
      parts[k] = FloatMatrix.zeros(batch, factors);
    }
  }

  /** Does the step for what stands in the rows. */
  void run(int newEpoch, int newStep, float newRate) {
    epoch = newEpoch;
    step = newStep;
    rate = newRate;
    parallel.ranges(rows.users.length, USERS, this::takeUsers);
    parallel.ranges(rows.itemCount, range, this::scoreItems);
    parallel.ranges(rows.userCount, USERS, this::moveUsers);
    parallel.ranges(rows.itemCount, range, this::moveItems);
  }

  /** P̂ and its transpose; where there are fewer users than in a full step, zeros. */
  private void takeUsers(int from, int to) {
    float[] row = new float[config.factors()];
    for (int b = from; b < to; b++) {
      if (b < rows.userCount) {
        int user = rows.users[b];
        FloatMatrix source = sides.users().state().parameters();
        if (config.dropout() > 0) {
          dropOut(user, b);
          multiply(source, user, userMasks, b, userUnits, b);
          source = userUnits;
          user = b;
        }
        userInverses[b] = UnitRows.put(source, user, userUnits, b);
      } else {
        Arrays.fill(row, 0);
        userUnits.setRow(b, row);
        scaledUsers.setRow(b, row);
      }
      userUnits.copyRow(b, row);
      for (int f = 0; f < row.length; f++) {
        userColumns.set(f, b, row[f]);
      }
    }
  }

  private void dropOut(int user, int b) {
    RandomStream random = RandomStream.of(config.seed(), "dropout", epoch, user);
    for (int f = 0; f < config.factors(); f++) {
      userMasks.set(b, f, random.nextFloat() < config.dropout() ? 0 : 1);
    }
  }

  private static void multiply(
      FloatMatrix a, int rowA, FloatMatrix b, int rowB, FloatMatrix target, int row) {
    for (int f = 0; f < a.columns(); f++) {
      target.set(row, f, a.get(rowA, f) * b.get(rowB, f));
    }
  }

  /** Q̂, and for the negatives E, its sums and Eᵀ Q̂. */
  private void scoreItems(int from, int to) {
    FloatMatrix source = sides.items().state().parameters();
    for (int k = from; k < to; k++) {
      itemInverses[k] = UnitRows.put(source, rows.items[k], itemUnits, k);
    }
    int end = Math.min(to, negatives);
    if (from < end) {
      int number = from / range;
      float scale = (float) (1 / config.temperature());
      clear(sums, number);
      for (int b = 0; b < rows.users.length; b++) {
        clear(parts[number], b);
      }
      kernels.multiply(itemUnits, userColumns, from, end, exponentials);
      kernels.exponentials(exponentials, from, end, scale, -scale, sums, number);
      kernels.addOuterProducts(exponentials, itemUnits, from, end, parts[number]);
    }
  }

  private void clear(FloatMatrix matrix, int row) {
    kernels.combine(0, matrix, row, 0, matrix, row);
  }

  private void moveUsers(int from, int to) {
    for (int b = from; b < to; b++) {
      double z = 0;
      for (int k = 0; k < parts.length; k++) {
        z += sums.get(k, b);
        kernels.combine(1, parts[k], b, k == 0 ? 0 : 1, userGradients, b);
      }
      double weight = weigh(b);
      float scale = (float) (config.bilateral() * weight / (config.temperature() * z));
      kernels.combine(scale, userUnits, b, 0, scaledUsers, b);
      kernels.combine(0, userUnits, b, scale, userGradients, b);
      for (int pair = rows.starts[b]; pair < rows.starts[b + 1]; pair++) {
        kernels.combine(pull(pair), itemUnits, rows.pairItems[pair], 1, userGradients, b);
      }
      UnitRows.project(userGradients, b, userUnits, userInverses[b]);
      if (config.dropout() > 0) {
        multiply(userGradients, b, userMasks, b, userGradients, b);
      }
      sides.users().step(rows.users[b], step, userGradients, b, rate, 0);
    }
  }

  /** The weights of a user's interactions, and their sum. */
  private double weigh(int b) {
    double sum = 0;
    for (int pair = rows.starts[b]; pair < rows.starts[b + 1]; pair++) {
      float weight = 1;
      if (config.topK() > 0) {
        float score = kernels.dot(userUnits, b, itemUnits, rows.pairItems[pair]);
        weight = topWeights.of(rows.users[b], score);
      }
      rows.weights[pair] = weight;
      sum += weight;
    }
    return sum;
  }

  /** What an interaction adds to the gradient of one side for the row of the other. */
  private float pull(int pair) {
    return (float) (-rows.weights[pair] / config.temperature());
  }

  private void moveItems(int from, int to) {
    int end = Math.min(to, negatives);
    if (from < end) {
      kernels.multiply(exponentials, scaledUsers, from, end, itemGradients);
    }
    for (int k = from; k < to; k++) {
      if (k >= negatives) {
        clear(itemGradients, k);
      }
      for (int at = rows.itemStarts[k]; at < rows.itemStarts[k + 1]; at++) {
        int pair = rows.byItem[at];
        kernels.combine(pull(pair), userUnits, rows.pairUsers[pair], 1, itemGradients, k);
      }
      UnitRows.project(itemGradients, k, itemUnits, itemInverses[k]);
      sides.items().step(rows.items[k], step, itemGradients, k, rate, 0);
    }
  }
}
