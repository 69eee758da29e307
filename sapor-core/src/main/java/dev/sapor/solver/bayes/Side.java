package dev.sapor.solver.bayes;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.solver.DesignRows;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The users, the items, or the days: factors and biases of its rows, and what they are drawn from.
 */
final class Side {

  private final String name;
  private final RatingOrder order;
  private final FloatMatrix factors;
  private final float[] biases;
  private final NormalPrior prior;
  private final @Nullable FeatureWeights features;

  /**
   * @param name {@code user}, {@code item} or {@code day}: it names the random streams
   * @param order the ratings, by rows of this side
   * @param prior as it starts
   */
  Side(
      String name,
      RatingOrder order,
      FloatMatrix factors,
      float[] biases,
      NormalPrior prior,
      @Nullable FeatureWeights features) {
    this.name = name;
    this.order = order;
    this.factors = factors;
    this.biases = biases;
    this.prior = prior;
    this.features = features;
  }

  String name() {
    return name;
  }

  RatingOrder order() {
    return order;
  }

  /** The ratings. */
  CsrMatrix matrix() {
    return order.matrix();
  }

  /** What they are of on the other sides. */
  DesignRows.Places places() {
    return order.places();
  }

  FloatMatrix factors() {
    return factors;
  }

  float[] biases() {
    return biases;
  }

  NormalPrior prior() {
    return prior;
  }

  @Nullable FeatureWeights features() {
    return features;
  }

  /** Unknowns of a row: its factors, and its bias last. */
  int unknowns() {
    return biasUnknown() + 1;
  }

  int biasUnknown() {
    return factors.columns();
  }

  /** Whether a row has ratings. Others are drawn from nothing and stand for nothing. */
  boolean isSeen(int row) {
    return matrix().count(row) > 0;
  }

  /** An unknown of a row. */
  float value(int row, int unknown) {
    return unknown == biasUnknown() ? biases[row] : factors.get(row, unknown);
  }

  /** The means of the prior of the unknowns of a row. */
  float[] priorMeans(int row) {
    float[] means = prior.means().clone();
    if (features != null) {
      for (int f = 0; f < means.length; f++) {
        means[f] += features.fit(row, f);
      }
    }
    return means;
  }

  /** Draws the priors given the rows, and the weights of the features. */
  void drawPriors(long seed, int epoch, Parallel parallel) {
    double[] sums = new double[unknowns()];
    double[] squares = new double[unknowns()];
    long count = 0;
    float[] row = new float[unknowns()];
    for (int n = 0; n < matrix().rows(); n++) {
      if (!isSeen(n)) {
        continue;
      }
      count++;
      for (int f = 0; f < row.length; f++) {
        double apart = value(n, f) - (features == null ? 0 : features.fit(n, f));
        double deviation = apart - prior.mean(f);
        sums[f] += apart;
        squares[f] += deviation * deviation;
      }
    }
    RandomStream random = RandomStream.of(seed, name + " prior", epoch);
    for (int f = 0; f < sums.length; f++) {
      prior.draw(f, count, sums[f], squares[f], random);
    }
    if (features != null) {
      features.draw(this, seed, epoch, parallel);
    }
  }

  void save(SortedMap<String, FloatMatrix> memory) {
    memory.put(name + " prior", prior.state());
    if (features != null) {
      memory.put(name + " feature weights", features.state());
      for (int group = 0; group < features.groups(); group++) {
        memory.put(name + " feature prior " + group, features.prior(group).state());
      }
    }
  }

  void restore(SortedMap<String, FloatMatrix> memory) {
    prior.restore(Memory.get(memory, name + " prior"));
    if (features != null) {
      features.restore(Memory.get(memory, name + " feature weights"));
      for (int group = 0; group < features.groups(); group++) {
        features.prior(group).restore(Memory.get(memory, name + " feature prior " + group));
      }
    }
  }
}
