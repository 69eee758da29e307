package dev.sapor.solver.svdpp;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Factors;
import dev.sapor.objective.Regularization;
import dev.sapor.testing.NaiveFactors;

/**
 * SVD++ in plain double loops, as its update is written in the paper: each visit of a rating moves
 * every y_j of the user.
 */
final class NaiveSvdpp {

  final CsrMatrix ratings;
  final int[] userCounts;
  final int[] itemCounts;
  final Regularization weights;
  final double implicit;
  final double mean;
  double[] userBiases;
  double[] itemBiases;
  double[][] p;
  double[][] q;
  double[][] y;

  /** The start of a run: its factors are p and q, and y is zero. */
  NaiveSvdpp(Interactions data, Factors start, SvdppConfig config) {
    ratings = data.byUser();
    userCounts = data.userCounts();
    itemCounts = data.itemCounts();
    weights = config.regularization();
    implicit = config.implicitRegularization();
    mean = start.mean();
    userBiases = new double[userCounts.length];
    itemBiases = new double[itemCounts.length];
    p = doubles(start.users());
    q = doubles(start.items());
    y = new double[itemCounts.length][start.rank()];
  }

  private NaiveSvdpp(NaiveSvdpp other) {
    ratings = other.ratings;
    userCounts = other.userCounts;
    itemCounts = other.itemCounts;
    weights = other.weights;
    implicit = other.implicit;
    mean = other.mean;
    userBiases = other.userBiases.clone();
    itemBiases = other.itemBiases.clone();
    p = copy(other.p);
    q = copy(other.q);
    y = copy(other.y);
  }

  NaiveSvdpp copy() {
    return new NaiveSvdpp(this);
  }

  private static double[][] copy(double[][] rows) {
    double[][] copy = new double[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      copy[row] = rows[row].clone();
    }
    return copy;
  }

  private static double[][] doubles(FloatMatrix matrix) {
    return NaiveFactors.doubles(matrix);
  }

  /** p_u + |N(u)|^-½ Σ y_j. */
  double[] user(int u) {
    double[] z = p[u].clone();
    for (long at = ratings.start(u); at < ratings.end(u); at++) {
      for (int f = 0; f < z.length; f++) {
        z[f] += y[ratings.column(at)][f] / Math.sqrt(userCounts[u]);
      }
    }
    return z;
  }

  double estimate(int u, int i) {
    double[] z = user(u);
    double estimate = mean + userBiases[u] + itemBiases[i];
    for (int f = 0; f < z.length; f++) {
      estimate += z[f] * q[i][f];
    }
    return estimate;
  }

  /** ½ Σ (r − r̂)² + ½ Σ_visits of the weights of all that a visit concerns. */
  double objective() {
    double sum = 0;
    for (int u = 0; u < p.length; u++) {
      for (long at = ratings.start(u); at < ratings.end(u); at++) {
        int i = ratings.column(at);
        double error = ratings.value(at) - estimate(u, i);
        sum += error * error;
        sum += userDecay(u) * square(p[u]) + itemDecay(i) * square(q[i]);
        sum += userBiasDecay(u) * userBiases[u] * userBiases[u];
        sum += itemBiasDecay(i) * itemBiases[i] * itemBiases[i];
        for (long k = ratings.start(u); k < ratings.end(u); k++) {
          sum += implicitDecay(u) * square(y[ratings.column(k)]);
        }
      }
    }
    return sum / 2;
  }

  private static double square(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    return sum;
  }

  private double userDecay(int u) {
    return weights.ofRow(userCounts[u]) / userCounts[u];
  }

  private double itemDecay(int i) {
    return weights.ofRow(itemCounts[i]) / itemCounts[i];
  }

  private double userBiasDecay(int u) {
    return weights.ofBias(userCounts[u]) / userCounts[u];
  }

  private double itemBiasDecay(int i) {
    return weights.ofBias(itemCounts[i]) / itemCounts[i];
  }

  private double implicitDecay(int u) {
    return implicit * Math.pow(userCounts[u], weights.nu() - 1);
  }

  /** The visit of one rating, everything from its old value. */
  void visit(int u, long at, double rate) {
    int i = ratings.column(at);
    double error = ratings.value(at) - estimate(u, i);
    moveItem(i, error, user(u), rate);
    // With q from before, which the two others need.
    moveUser(u, error, oldItem, rate);
    moveImplicit(u, error, oldItem, rate);
  }

  private double[] oldItem = {};

  private void moveItem(int i, double error, double[] z, double rate) {
    oldItem = q[i].clone();
    for (int f = 0; f < z.length; f++) {
      q[i][f] += rate * (error * z[f] - itemDecay(i) * oldItem[f]);
    }
    itemBiases[i] += rate * (error - itemBiasDecay(i) * itemBiases[i]);
  }

  private void moveUser(int u, double error, double[] item, double rate) {
    for (int f = 0; f < item.length; f++) {
      p[u][f] += rate * (error * item[f] - userDecay(u) * p[u][f]);
    }
    userBiases[u] += rate * (error - userBiasDecay(u) * userBiases[u]);
  }

  private void moveImplicit(int u, double error, double[] item, double rate) {
    for (long k = ratings.start(u); k < ratings.end(u); k++) {
      double[] row = y[ratings.column(k)];
      for (int f = 0; f < item.length; f++) {
        double gradient = error * item[f] / Math.sqrt(userCounts[u]) - implicitDecay(u) * row[f];
        row[f] += rate * gradient;
      }
    }
  }

  private long position(int u, int turn, boolean backwards) {
    return backwards ? ratings.end(u) - 1 - turn : ratings.start(u) + turn;
  }

  /** All visits of a user, one after the other. */
  void visits(int u, boolean backwards, double rate) {
    for (int turn = 0; turn < userCounts[u]; turn++) {
      visit(u, position(u, turn, backwards), rate);
    }
  }

  /**
   * The visits of a batch: errors and users' factors are those of users who are alone with the
   * items as they stood; the items take the steps of all users in their order.
   */
  void batch(int[] users, boolean backwards, double rate) {
    NaiveSvdpp before = copy();
    for (int u : users) {
      NaiveSvdpp alone = before.copy();
      for (int turn = 0; turn < userCounts[u]; turn++) {
        long at = position(u, turn, backwards);
        int i = ratings.column(at);
        double error = ratings.value(at) - alone.estimate(u, i);
        double[] z = alone.user(u);
        alone.visit(u, at, rate);
        moveItem(i, error, z, rate);
        moveImplicit(u, error, before.q[i], rate);
      }
      p[u] = alone.p[u];
      userBiases[u] = alone.userBiases[u];
    }
  }
}
