package dev.sapor.linalg.kernel;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.QuantizedPanels;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.TopK;
import org.jspecify.annotations.Nullable;

/**
 * The inner loops on which all solvers and scorers run. Every implementation gives the same bits.
 *
 * <p>That holds because each result has one fixed shape of summation. A dot product has 16 partial
 * sums, lane l adding the products of elements l, l + 16, l + 32 … by fused multiply-add, and the
 * lanes are then added as a tree: lane i takes lane i + 8, then i + 4, i + 2, i + 1. Where many
 * pairs of rows are multiplied at once the pairs fill the lanes, and the product of a pair is one
 * chain {@code sum = fma(a[f], b[f], sum)} in order of f, from 0 ({@code
 * docs/adr/0008-shape-of-scores.md}). Sums over a list of rows are, for each element, a chain of
 * fused multiply-adds in the order of the list. Everything else is element by element.
 *
 * <p>Methods check their arguments once for a whole call and may be called by several threads at
 * once, as long as these write different rows.
 */
public sealed interface Kernels permits CheckedKernels {

  /**
   * The implementation of this process: vector instructions by the Vector API where Java was
   * started with {@code --add-modules jdk.incubator.vector --enable-native-access=…}, plain Java
   * otherwise, after one warning to the log. {@code -Dsapor.kernels=scalar|simd} decides instead.
   *
   * @throws IllegalArgumentException if the property asks for what cannot be had
   */
  static Kernels get() {
    return Chosen.KERNELS;
  }

  /** Holds what was chosen, once it is asked for. */
  final class Chosen {
    private static final Kernels KERNELS = KernelChoice.current().kernels();

    private Chosen() {}
  }

  /** Name for logs, such as {@code scalar} or {@code simd512}. */
  String name();

  /**
   * Dot product of two rows.
   *
   * @throws IllegalArgumentException if the matrices differ in width
   * @throws IndexOutOfBoundsException if there is no such row
   */
  float dot(FloatMatrix a, int rowA, FloatMatrix b, int rowB);

  /**
   * Dot products of one row with a range of rows: {@code out[j - from] = left[row] · right[j]} for
   * {@code from <= j < to}.
   */
  void dots(FloatMatrix left, int row, FloatMatrix right, int from, int to, float[] out);

  /**
   * Dot product of two rows as one chain: what {@link #chains} has for a pair before it adds the
   * offsets.
   *
   * @throws IllegalArgumentException if the matrices differ in width
   * @throws IndexOutOfBoundsException if there is no such row
   */
  float chain(FloatMatrix a, int rowA, FloatMatrix b, int rowB);

  /**
   * Products of listed rows with all rows of panels, as chains and with offsets: {@code out[k -
   * from][j] = (offsets[k - from] + offset of j) + left[rows[k]] · right[j]} for {@code from <= k <
   * to}.
   *
   * @param out at least {@code to - from} rows, and as many columns as the right side has rows
   * @throws IllegalArgumentException if the widths do not fit
   * @throws IndexOutOfBoundsException if there is no such row, offset or row of the target
   */
  void chains(
      FloatMatrix left,
      int[] rows,
      int from,
      int to,
      float[] offsets,
      RowPanels right,
      FloatMatrix out);

  /**
   * The best of what {@link #chains} has for each listed row, without ever holding all of it: each
   * selection is offered the products of its row with the rows of the panels that are eligible.
   *
   * <p>Costs about what the products cost: a product that cannot enter a selection any more is not
   * stored.
   *
   * @param wanted which rows of the panels may be offered to whom
   * @param best a selection for each listed row, at least {@code to - from}; the index of a product
   *     is that of its row in the panels
   * @throws IllegalArgumentException if the widths do not fit, or a product that may be offered is
   *     NaN
   * @throws IndexOutOfBoundsException if there is no such row, offset, word of bits or selection
   */
  void best(
      FloatMatrix left,
      int[] rows,
      int from,
      int to,
      float[] offsets,
      RowPanels right,
      Wanted wanted,
      TopK[] best);

  /**
   * The best products of one row with quantized rows, exactly: the selection is offered what {@link
   * #best(FloatMatrix, int[], int, int, float[], RowPanels, Wanted, TopK[])} would leave in it for
   * the same rows and offsets, to the bit.
   *
   * <p>Reads the codes, at most; a row is scored exactly only where its bound does not rule it out,
   * and the search ends where no row to come is long enough.
   *
   * @param row of the left matrix, and of the exceptions
   * @param offset added to each product
   * @param wanted which rows of the right side may be offered
   * @param best the selection; the index of a product is that of its row in the packed matrix
   * @throws IllegalArgumentException if the widths do not fit, or a product that may be offered is
   *     NaN
   * @throws IndexOutOfBoundsException if there is no such row or word of bits
   */
  void best(
      FloatMatrix left, int row, float offset, QuantizedPanels right, Wanted wanted, TopK best);

  /**
   * Which columns of a product of two matrices are wanted.
   *
   * @param shared those that are wanted in any row: column j is bit {@code j % 64} of word {@code j
   *     / 64}
   * @param except entries that are not wanted all the same; null for none
   */
  @SuppressWarnings("ArrayRecordComponent") // passed along, never compared
  record Wanted(long[] shared, @Nullable CsrMatrix except) {}

  /**
   * Dot products of one row with listed rows: {@code out[k - from] = left[row] · right[indices[k]]}
   * for {@code from <= k < to}.
   */
  void dots(
      FloatMatrix left,
      int row,
      FloatMatrix right,
      IntColumn indices,
      long from,
      long to,
      float[] out);

  /**
   * A weighted sum of listed rows: {@code target[targetRow] += Σ scales[k - from] ·
   * source[indices[k]]} for {@code from <= k < to}. The target must not be the source.
   */
  void addScaledRows(
      FloatMatrix source,
      IntColumn indices,
      long from,
      long to,
      float[] scales,
      FloatMatrix target,
      int targetRow);

  /**
   * Element by element {@code y = scaleY · y + scaleX · x} for a row of each, as {@code fma(scaleX,
   * x, scaleY * y)}.
   */
  void combine(float scaleX, FloatMatrix x, int rowX, float scaleY, FloatMatrix y, int rowY);

  /**
   * Adds the outer products of rows with the same index: {@code target[i][j] += Σ left[k][i] ·
   * right[k][j]} for {@code from <= k < to}, each element one chain in the order of k from what
   * stands there. With all rows and from zeros it is the product of the transposed left with the
   * right.
   *
   * @param target a row for each column of the left side, a column for each of the right; neither
   *     of them
   * @throws IllegalArgumentException if the shapes do not fit
   * @throws IndexOutOfBoundsException if there are no such rows
   */
  void addOuterProducts(FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix target);

  /**
   * Products of a range of rows with a matrix: {@code out[k] = left[k] · right} for {@code from <=
   * k < to}, each element one chain in the order of the rows of the right side, from 0.
   *
   * @param right a row for each column of the left side
   * @param out as wide as the right side, at least {@code to} rows; neither of them
   * @throws IllegalArgumentException if the shapes do not fit
   * @throws IndexOutOfBoundsException if there are no such rows
   */
  void multiply(FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix out);

  /**
   * Replaces each element x of a range of rows by e^(scale·x + shift), by the polynomial of {@code
   * Exponential}, and adds them up by column, each sum one chain in the order of the rows from what
   * stands there. Exponents beyond -87 and 88 are taken for these.
   *
   * @param sums receives the sums of the columns in one of its rows; as wide as the matrix
   */
  void exponentials(
      FloatMatrix matrix, int from, int to, float scale, float shift, FloatMatrix sums, int sumRow);

  /**
   * A step for one row p whose elements are each divided by the root of the mean square v of their
   * gradients: element by element
   *
   * <pre>
   *  g = fma(decay, p, gradient)
   *  v = fma(left, v, fresh · g · g)
   *  p = fma(-rate, g / (√v + 1e-8), p)</pre>
   *
   * @param rate learning rate
   * @param decay λ of the row
   * @param left what is left of the mean square by now
   * @param fresh weight of the new square
   */
  void descendByRoots(
      RootStep state,
      int row,
      FloatMatrix gradients,
      int gradientRow,
      float rate,
      float decay,
      float left,
      float fresh);

  /**
   * One stochastic gradient step for each listed entry of a sparse matrix: from position {@code
   * from} to {@code to - 1}, or where {@code to} is the lower one backwards, from {@code from - 1}
   * to {@code to}.
   *
   * @param entries the entries
   * @param from where the walk begins, between 0 and the number of entries
   * @param to where it ends, likewise
   * @param factors what is updated
   * @param rate learning rate
   */
  void descend(EntryList entries, long from, long to, DescentFactors factors, float rate);

  /**
   * One stochastic gradient step for each entry of one row of a sparse matrix, whose factors are
   * the sum of two parts; the other side stands still, and what it is to move by is kept. Two calls
   * may run at once for different rows and different places of what is kept.
   *
   * @param entries the matrix
   * @param row which row of it, and of the left side
   * @param backwards whether its entries are visited from the last to the first
   * @param descent what is updated
   * @param first where the moves and steps of the row are kept: that of its k-th entry at {@code
   *     first + k}
   * @param rate learning rate
   * @throws IllegalArgumentException if the matrix has not the shape of the factors
   * @throws IndexOutOfBoundsException if there is no such row, or no room for its moves
   */
  void descendRow(
      CsrMatrix entries, int row, boolean backwards, RowDescent descent, int first, float rate);

  /**
   * How far the estimates of listed entries are off: Σ (value − estimate)² in double, in the order
   * of the list. An estimate is {@code ((mean + a_i) + b_j) + l_i · r_j} in float, with {@link
   * #dot}; the difference and its square are in double.
   *
   * @param entries the entries
   * @param from position of the first
   * @param to position after the last
   * @param factors what estimates them
   */
  double squaredErrors(EntryList entries, long from, long to, DescentFactors factors);

  /**
   * One step of Adagrad for each listed entry of a sparse matrix, in the order of {@link #descend}.
   * Where no biases are learnt, they are taken as 0.
   *
   * @param entries the entries
   * @param from where the walk begins
   * @param to where it ends
   * @param factors what is updated
   * @param state what Adagrad remembers of it, updated too
   * @param rate learning rate η
   * @param restStands whether only the first {@value AdagradState#FIRST} columns move
   */
  void descendAdagrad(
      EntryList entries,
      long from,
      long to,
      DescentFactors factors,
      AdagradState state,
      float rate,
      boolean restStands);

  /**
   * A workspace for small least-squares systems.
   *
   * @param size number of unknowns that come from the rows of a matrix
   * @param intercept whether a last unknown is added whose feature is always 1
   */
  NormalEquations normalEquations(int size, boolean intercept);

  /**
   * A workspace for steps of conjugate gradients.
   *
   * @param gramian G, symmetric, one row for each unknown; copied
   * @throws IllegalArgumentException if it is not square
   */
  ConjugateGradient conjugateGradient(FloatMatrix gramian);
}
