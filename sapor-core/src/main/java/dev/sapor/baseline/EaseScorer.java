package dev.sapor.baseline;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.SymmetricMatrix;
import dev.sapor.recommend.Scorer;
import java.util.Arrays;

/**
 * EASE: scores S = X B by the item-item matrix B that minimises ‖X − X B‖² + λ ‖B‖² with a zero
 * diagonal (H. Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019, equations 2
 * and 8).
 *
 * <p>With P = (XᵀX + λI)⁻¹ the solution is B_ij = −P_ij / P_jj off the diagonal. By the identity P
 * = (I − XᵀKX) / λ with K = (XXᵀ + λI)⁻¹ the same scores come from the users:
 *
 * <pre>
 *   S = X − K X / d      d_j = P_jj = (1 − (XᵀKX)_jj) / λ
 * </pre>
 *
 * where the division is by column. So an inverse of the smaller side is enough, at n³ / 2
 * multiply-adds for n items or users, in double: 2 seconds on two cores for n = 3,706, and it grows
 * with the cube; 20,000 take minutes. By items B is kept as floats, items x items, and a block of
 * users costs a row of B for each interaction. By users K is kept in double, and a user costs all
 * interactions there are.
 *
 * <p>Users without interactions score 0 everywhere.
 */
public final class EaseScorer implements Scorer {

  private static final int GRAIN = 16;

  private final Scorer form;

  private EaseScorer(Scorer form) {
    this.form = form;
  }

  /**
   * Computes the model, by items or by users, whichever are fewer.
   *
   * @param training users x items
   * @throws IllegalArgumentException if a value cannot be used, or λ is so small for the data that
   *     the matrix cannot be inverted in double
   */
  public static EaseScorer of(CsrMatrix training, EaseConfig config, Parallel parallel) {
    return training.columns() <= training.rows()
        ? byItems(training, config, parallel)
        : byUsers(training, config, parallel);
  }

  static EaseScorer byItems(CsrMatrix training, EaseConfig config, Parallel parallel) {
    CsrMatrix x = config.cells().of(training);
    SymmetricMatrix inverse = regularizedInverse(x.transpose(), x, config.l2(), parallel);
    return new EaseScorer(EaseByItems.of(x, inverse, parallel));
  }

  static EaseScorer byUsers(CsrMatrix training, EaseConfig config, Parallel parallel) {
    CsrMatrix x = config.cells().of(training);
    CsrMatrix transpose = x.transpose();
    SymmetricMatrix inverse = regularizedInverse(x, transpose, config.l2(), parallel);
    return new EaseScorer(EaseByUsers.of(x, transpose, inverse, config.l2(), parallel));
  }

  /**
   * Most bytes that {@link #of} takes at once beside the training data, most of which the scorer
   * keeps: quadratic in the smaller side.
   */
  public static long memoryBytes(int users, int items, long interactions) {
    long copies = 2 * interactions * (Integer.BYTES + Float.BYTES);
    int smaller = Math.min(users, items);
    long inverse = SymmetricMatrix.memoryBytes(smaller);
    long atInversion = inverse + SymmetricMatrix.inversionBytes(smaller);
    long atWeights = items <= users ? inverse + FloatMatrix.bytesFor(items, items) : inverse;
    return copies + Math.max(atInversion, atWeights);
  }

  /** (R Rᵀ + λI)⁻¹ for the rows R. */
  private static SymmetricMatrix regularizedInverse(
      CsrMatrix rows, CsrMatrix columns, double l2, Parallel parallel) {
    SymmetricMatrix matrix = SymmetricMatrix.zeros(rows.rows());
    double[] ones = new double[rows.columns()];
    Arrays.fill(ones, 1);
    parallel.ranges(
        rows.rows(),
        GRAIN,
        (from, to) -> {
          RowProducts products = new RowProducts(rows, columns, ones);
          for (int row = from; row < to; row++) {
            products.multiply(row, row);
            matrix.setRow(row, products.sums());
          }
        });
    matrix.addToDiagonal(l2);
    try {
      matrix.invert(parallel);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("l2 is too small for this data (got " + l2 + ")", e);
    }
    return matrix;
  }

  @Override
  public int users() {
    return form.users();
  }

  @Override
  public int items() {
    return form.items();
  }

  @Override
  public void score(int[] userIndices, int from, int to, FloatMatrix scores) {
    form.score(userIndices, from, to, scores);
  }
}
