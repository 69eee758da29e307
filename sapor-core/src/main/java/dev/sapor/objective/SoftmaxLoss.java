package dev.sapor.objective;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.Factors;
import java.util.OptionalDouble;

/**
 * The softmax loss of rankings over cosines y_ui = cos(p_u, q_i), for clicks:
 *
 * <pre>  Σ_(u,i) [ −y_ui / τ + c log( M · mean_j e^(y_uj / τ) ) ]</pre>
 *
 * where M counts the items and the mean is over all of them, or over a sample that stays the same
 * where they are many. c = 1 is the softmax; c above 1 is the bilateral softmax (Wu et al., "BSL:
 * understanding and improving softmax loss for recommendation", ICDE 2024).
 *
 * @param temperature τ
 * @param bilateral c
 */
public record SoftmaxLoss(double temperature, double bilateral) {

  /** Items of a sample. */
  public static final int SAMPLE = 1024;

  private static final int GRAIN = 64;

  /**
   * The value, for the rows as they stand, whatever their lengths.
   *
   * @param items the items that count: those with interactions
   * @param seed names the sample
   */
  public Objective.Value value(
      Factors factors, Interactions train, int[] items, long seed, Parallel parallel) {
    int count = Math.min(SAMPLE, items.length);
    int[] order = RandomStream.of(seed, "objective").permutation(items.length);
    FloatMatrix sample = FloatMatrix.zeros(count, factors.rank());
    for (int k = 0; k < count; k++) {
      int item = count == items.length ? items[k] : items[order[k]];
      sample.setRow(k, factors.items(), item);
      float inverse = inverse(sample, k);
      Kernels.get().combine(0, factors.items(), item, inverse, sample, k);
    }
    float[] lengths = new float[factors.items().rows()];
    for (int item : items) {
      lengths[item] = inverse(factors.items(), item);
    }
    CsrMatrix byUser = train.byUser();
    double loss =
        parallel.sum(
            byUser.rows(),
            GRAIN,
            (from, to) -> {
              double sum = 0;
              float[] scores = new float[count];
              for (int user = from; user < to; user++) {
                if (byUser.count(user) > 0) {
                  sum += ofUser(factors, byUser, user, sample, lengths, items.length, scores);
                }
              }
              return sum;
            });
    return new Objective.Value(loss, OptionalDouble.empty());
  }

  private static float inverse(FloatMatrix matrix, int row) {
    float square = Kernels.get().dot(matrix, row, matrix, row);
    return square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
  }

  private double ofUser(
      Factors factors,
      CsrMatrix byUser,
      int user,
      FloatMatrix sample,
      float[] lengths,
      int items,
      float[] scores) {
    Kernels kernels = Kernels.get();
    float inverse = inverse(factors.users(), user);
    kernels.dots(factors.users(), user, sample, 0, sample.rows(), scores);
    double sum = 0;
    for (int k = 0; k < sample.rows(); k++) {
      sum += StrictMath.exp((scores[k] * inverse - 1) / temperature);
    }
    double log = StrictMath.log(sum / sample.rows() * items) + 1 / temperature;
    int count = byUser.count(user);
    float[] own = new float[count];
    kernels.dots(
        factors.users(),
        user,
        factors.items(),
        byUser.columnIndices(),
        byUser.start(user),
        byUser.end(user),
        own);
    double positive = 0;
    for (int k = 0; k < count; k++) {
      positive += own[k] * inverse * lengths[byUser.column(byUser.start(user) + k)];
    }
    return count * bilateral * log - positive / temperature;
  }
}
