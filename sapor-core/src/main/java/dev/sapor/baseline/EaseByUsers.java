package dev.sapor.baseline;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.SymmetricMatrix;
import dev.sapor.recommend.ScoreBlocks;
import dev.sapor.recommend.Scorer;
import java.util.Arrays;

/** EASE with the inverse K over users: a user's scores are x_u − Σ_v K_uv x_v / d. */
final class EaseByUsers implements Scorer {

  private static final int GRAIN = 64;

  private final CsrMatrix x;
  private final SymmetricMatrix inverse;
  private final double[] diagonal;

  private EaseByUsers(CsrMatrix x, SymmetricMatrix inverse, double[] diagonal) {
    this.x = x;
    this.inverse = inverse;
    this.diagonal = diagonal;
  }

  /**
   * @param inverse K = (XXᵀ + λI)⁻¹
   */
  static EaseByUsers of(
      CsrMatrix x, CsrMatrix transpose, SymmetricMatrix inverse, double l2, Parallel parallel) {
    double[] diagonal = new double[x.columns()];
    parallel.ranges(
        diagonal.length,
        GRAIN,
        (from, to) -> {
          for (int item = from; item < to; item++) {
            diagonal[item] = (1 - quadraticForm(transpose, item, inverse)) / l2;
          }
        });
    return new EaseByUsers(x, inverse, diagonal);
  }

  /** x_jᵀ K x_j for a column x_j of X. */
  private static double quadraticForm(CsrMatrix transpose, int item, SymmetricMatrix inverse) {
    double sum = 0;
    for (long a = transpose.start(item); a < transpose.end(item); a++) {
      int user = transpose.column(a);
      double value = transpose.value(a);
      sum += value * value * inverse.get(user, user);
      for (long b = transpose.start(item); b < a; b++) {
        sum += 2 * value * transpose.value(b) * inverse.get(user, transpose.column(b));
      }
    }
    return sum;
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
    double[] row = new double[users()];
    float[] result = new float[items()];
    for (int k = from; k < to; k++) {
      int user = userIndices[k];
      if (x.count(user) == 0) {
        scores.setRow(k - from, new float[items()]);
        continue;
      }
      inverse.copyRow(user, row);
      multiply(row, sums);
      for (int item = 0; item < result.length; item++) {
        result[item] = (float) (-sums[item] / diagonal[item]);
      }
      for (long at = x.start(user); at < x.end(user); at++) {
        int item = x.column(at);
        result[item] = (float) (x.value(at) - sums[item] / diagonal[item]);
      }
      scores.setRow(k - from, result);
    }
  }

  /** {@code product = rowᵀ X}. */
  private void multiply(double[] row, double[] product) {
    Arrays.fill(product, 0);
    for (int user = 0; user < row.length; user++) {
      double weight = row[user];
      for (long at = x.start(user); at < x.end(user); at++) {
        product[x.column(at)] += weight * x.value(at);
      }
    }
  }
}
