package dev.sapor.baseline;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.recommend.ScoreBlocks;
import dev.sapor.recommend.Scorer;
import java.util.Arrays;

/**
 * Item-based nearest neighbours: the score of item j for user u is the sum of the similarities of j
 * to the items that the user has,
 *
 * <pre>
 *   s_uj = Σ_{i ∈ N(j) ∩ I_u} sim(j, i) x_ui     sim(j, i) = Σ_u w_u² x_uj x_ui / (‖w x_j‖ ‖w x_i‖ + h)
 * </pre>
 *
 * with N(j) the k items most similar to j (similarity descending, then item ascending), h the
 * shrinkage and w_u = n_u^-p the weight of a user with n_u interactions; w = 1 and h = 0 are the
 * cosine of the columns of X. (B. Sarwar et al., "Item-Based Collaborative Filtering Recommendation
 * Algorithms", WWW 2001, section 3; M. Deshpande, G. Karypis, "Item-Based Top-N Recommendation
 * Algorithms", ACM TOIS 22(1), 2004, section 4, where rows are weighted to 1.) Other ways from
 * similarities to scores are in {@link Aggregation}.
 *
 * <p>The similarities cost Σ_u n_u² multiply-adds, twice. They are kept as a sparse matrix by the
 * item that the user has, so that scoring visits, for each item of a user, those that have it for a
 * neighbour. Users without interactions score 0 everywhere.
 */
public final class ItemKnnScorer implements Scorer {

  private final CsrMatrix x;
  private final CsrMatrix contributions;
  private final double[] divisors;
  private final double[] offsets;

  private ItemKnnScorer(CsrMatrix x, CsrMatrix contributions, double[] divisors, double[] offsets) {
    this.x = x;
    this.contributions = contributions;
    this.divisors = divisors;
    this.offsets = offsets;
  }

  /**
   * Compares all items.
   *
   * @param training users x items
   * @throws IllegalArgumentException if a value cannot be used
   */
  public static ItemKnnScorer of(CsrMatrix training, ItemKnnConfig config, Parallel parallel) {
    CsrMatrix x = config.cells().of(training);
    CsrMatrix similarities = new ItemNeighbours(x, config).similarities(parallel);
    double[] divisors = divisors(similarities, config.aggregation());
    double[] offsets = offsets(x, similarities, divisors, config.aggregation());
    // With all neighbours kept the matrix is its own transpose.
    CsrMatrix contributions = config.neighbours() == 0 ? similarities : similarities.transpose();
    return new ItemKnnScorer(x, contributions, divisors, offsets);
  }

  private static double[] divisors(CsrMatrix similarities, Aggregation aggregation) {
    double[] divisors = new double[similarities.rows()];
    Arrays.fill(divisors, 1);
    for (int item = 0; aggregation != Aggregation.SUM && item < divisors.length; item++) {
      double sum = 0;
      for (long at = similarities.start(item); at < similarities.end(item); at++) {
        sum += Math.abs(similarities.value(at));
      }
      divisors[item] = sum > 0 ? sum : 1;
    }
    return divisors;
  }

  /** For centred means m_j − Σ s_ji m_i / Σ |s_ji|, otherwise zeros. */
  private static double[] offsets(
      CsrMatrix x, CsrMatrix similarities, double[] divisors, Aggregation aggregation) {
    double[] offsets = new double[x.columns()];
    if (aggregation != Aggregation.CENTRED_MEAN) {
      return offsets;
    }
    double[] means = new double[x.columns()];
    for (long at = 0; at < x.nonZeros(); at++) {
      means[x.column(at)] += (double) x.value(at) / x.rows();
    }
    for (int item = 0; item < offsets.length; item++) {
      double expected = 0;
      for (long at = similarities.start(item); at < similarities.end(item); at++) {
        expected += similarities.value(at) * means[similarities.column(at)];
      }
      offsets[item] = means[item] - expected / divisors[item];
    }
    return offsets;
  }

  /**
   * Most bytes that {@link #of} takes at once beside the training data; without a limit on
   * neighbours it is an upper bound, since how many items share a user is not known before.
   *
   * @param threads threads that compare items
   */
  public static long memoryBytes(CsrMatrix training, ItemKnnConfig config, int threads) {
    int items = training.columns();
    double pairs = 0;
    for (int user = 0; user < training.rows(); user++) {
      pairs += training.count(user) * (double) (training.count(user) - 1);
    }
    double most = config.neighbours() == 0 ? items - 1.0 : config.neighbours();
    double kept = Math.min(pairs, items * most);
    double views = config.neighbours() == 0 ? 1 : 2;
    double entries = 2.0 * training.nonZeros() + views * kept;
    long workspaces = threads * (RowProducts.memoryBytes(items) + (long) items * Float.BYTES);
    return (long) (entries * (Integer.BYTES + Float.BYTES)) + workspaces;
  }

  @Override
  public int users() {
    return x.rows();
  }

  @Override
  public int items() {
    return x.columns();
  }

  @Override
  public void score(int[] userIndices, int from, int to, FloatMatrix scores) {
    ScoreBlocks.check(this, userIndices, from, to, scores);
    double[] sums = new double[items()];
    float[] result = new float[items()];
    for (int k = from; k < to; k++) {
      int user = userIndices[k];
      addContributions(user, sums);
      boolean known = x.count(user) > 0;
      for (int item = 0; item < result.length; item++) {
        result[item] = known ? (float) (offsets[item] + sums[item] / divisors[item]) : 0;
      }
      scores.setRow(k - from, result);
    }
  }

  private void addContributions(int user, double[] sums) {
    Arrays.fill(sums, 0);
    for (long have = x.start(user); have < x.end(user); have++) {
      int item = x.column(have);
      double value = x.value(have);
      long end = contributions.end(item);
      for (long at = contributions.start(item); at < end; at++) {
        sums[contributions.column(at)] += value * contributions.value(at);
      }
    }
  }
}
