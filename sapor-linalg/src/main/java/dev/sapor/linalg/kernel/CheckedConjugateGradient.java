package dev.sapor.linalg.kernel;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * The steps themselves, around the sums that an implementation provides. Up to eight rows go side
 * by side, so that G is multiplied with eight directions at once.
 */
abstract class CheckedConjugateGradient implements ConjugateGradient {

  /** Rows that go side by side. */
  static final int BATCH = SimdRankUpdate.GROUP;

  final int size;

  /** Floats from row to row in the arrays of a batch. */
  final int stride;

  // Of each row of a batch: w, the direction p, the residual r and the product A p.
  private final float[] w;
  private final float[] direction;
  private final float[] residual;
  private final float[] product;

  private final int[] rows = new int[BATCH];
  private final int[] starts = new int[BATCH];
  private final float[] squares = new float[BATCH];
  private int count;

  /** The listed rows of all rows of a call, one after the other. */
  private int[] list = new int[0];

  private float[] zeros = new float[0];

  CheckedConjugateGradient(int size) {
    this.size = size;
    stride = FloatMatrix.strideFor(size);
    w = new float[BATCH * stride];
    direction = new float[BATCH * stride];
    residual = new float[BATCH * stride];
    product = new float[BATCH * stride];
  }

  @Override
  public final void solve(
      FloatMatrix features,
      CsrMatrix pattern,
      int from,
      int to,
      float[] weights,
      float[] targets,
      float[] diagonals,
      int steps,
      FloatMatrix target) {
    checkWidth(features);
    checkWidth(target);
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1 (got " + steps + ")");
    }
    if (pattern.rows() != target.rows() || pattern.columns() != features.rows()) {
      throw new IllegalArgumentException(
          "the pattern is %s x %s, but there are %s rows and %s features"
              .formatted(pattern.rows(), pattern.columns(), target.rows(), features.rows()));
    }
    Objects.checkFromToIndex(from, to, pattern.rows());
    Objects.checkFromIndexSize(0, to - from, diagonals.length);
    if (from == to) {
      return;
    }
    int entries = Math.toIntExact(pattern.end(to - 1) - pattern.start(from));
    Objects.checkFromIndexSize(0, entries, Math.min(weights.length, targets.length));
    list(pattern, pattern.start(from), entries);

    count = 0;
    for (int row = from; row < to; row++) {
      if (pattern.count(row) > 0) {
        rows[count] = row;
        starts[count++] = (int) (pattern.start(row) - pattern.start(from));
      }
      if (count == BATCH || row == to - 1) {
        batch(features, pattern, from, weights, targets, diagonals, steps, target);
        count = 0;
      }
    }
  }

  private void list(CsrMatrix pattern, long from, int length) {
    if (list.length < length) {
      list = new int[Math.max(length, 2 * list.length)];
      zeros = new float[list.length];
    }
    MemorySegment.copy(
        pattern.columnIndices().segment(),
        NativeLayouts.INT,
        from * Integer.BYTES,
        list,
        0,
        length);
    // The columns of a pattern are shared memory: they are checked where they are used.
    int signs = 0;
    int greatest = -1;
    for (int k = 0; k < length; k++) {
      signs |= list[k];
      greatest = Math.max(greatest, list[k]);
    }
    if (signs < 0 || greatest >= pattern.columns()) {
      throw new IndexOutOfBoundsException("a column of the pattern is out of bounds");
    }
  }

  private void batch(
      FloatMatrix features,
      CsrMatrix pattern,
      int from,
      float[] weights,
      float[] targets,
      float[] diagonals,
      int steps,
      FloatMatrix target) {
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(
          target.segment(), NativeLayouts.FLOAT, target.rowOffset(rows[i]), w, i * stride, size);
      Arrays.fill(w, i * stride + size, (i + 1) * stride, 0);
    }
    for (int at = 0; at < count * stride; at++) {
      direction[at] = -w[at];
    }
    multiply(features, pattern, from, weights, targets, diagonals);
    System.arraycopy(product, 0, residual, 0, count * stride);
    System.arraycopy(product, 0, direction, 0, count * stride);
    for (int i = 0; i < count; i++) {
      squares[i] = dot(residual, residual, i * stride);
    }
    for (int step = 1; step <= steps && anythingLeft(); step++) {
      multiply(features, pattern, from, weights, zeros, diagonals);
      for (int i = 0; i < count; i++) {
        if (squares[i] > SMALLEST) {
          step(i * stride, i);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(
          w, i * stride, target.segment(), NativeLayouts.FLOAT, target.rowOffset(rows[i]), size);
    }
  }

  private boolean anythingLeft() {
    boolean any = false;
    for (int i = 0; i < count; i++) {
      any |= squares[i] > SMALLEST;
    }
    return any;
  }

  private void step(int at, int i) {
    float rate = squares[i] / dot(direction, product, at);
    combine(rate, direction, 1, w, at);
    combine(-rate, product, 1, residual, at);
    float next = dot(residual, residual, at);
    combine(1, residual, next / squares[i], direction, at);
    squares[i] = next;
  }

  /** The products of the matrices with the directions, and of the targets where there are. */
  private void multiply(
      FloatMatrix features,
      CsrMatrix pattern,
      int from,
      float[] weights,
      float[] targets,
      float[] diagonals) {
    Arrays.fill(product, 0, count * stride, 0);
    for (int i = 0; i < count; i++) {
      combine(diagonals[rows[i] - from], direction, 1, product, i * stride);
    }
    addGramian(direction, count, product);
    for (int i = 0; i < count; i++) {
      int end = starts[i] + pattern.count(rows[i]);
      addListed(features, list, starts[i], end, weights, targets, direction, product, i * stride);
    }
  }

  /** Adds to each row of sums the product of G with its direction. */
  abstract void addGramian(float[] directions, int count, float[] sums);

  /** Adds each listed row x_k, {@code t_k + c_k (x_k · p)} times, to the sum at an offset. */
  abstract void addListed(
      FloatMatrix features,
      int[] indices,
      int from,
      int to,
      float[] weights,
      float[] targets,
      float[] p,
      float[] sums,
      int at);

  /** Dot product of two rows at the same offset, in the shape of {@link Kernels}. */
  abstract float dot(float[] x, float[] y, int at);

  /** As {@link Kernels#combine}, for two rows at the same offset. */
  abstract void combine(float scaleX, float[] x, float scaleY, float[] y, int at);

  private void checkWidth(FloatMatrix matrix) {
    if (matrix.columns() != size) {
      throw new IllegalArgumentException(
          "expected rows of width %s (got %s)".formatted(size, matrix));
    }
  }
}
