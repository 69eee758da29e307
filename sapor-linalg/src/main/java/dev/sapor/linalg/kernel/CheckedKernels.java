package dev.sapor.linalg.kernel;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.QuantizedPanels;
import dev.sapor.linalg.RowPanels;
import dev.sapor.linalg.TopK;
import java.util.Objects;

/**
 * The shell around all kernels: checks the arguments of a call once and hands over to loops that
 * check nothing.
 */
abstract sealed class CheckedKernels implements Kernels permits ScalarKernels, SimdKernels {

  @Override
  public final float dot(FloatMatrix a, int rowA, FloatMatrix b, int rowB) {
    checkWidths(a, b);
    Objects.checkIndex(rowA, a.rows());
    Objects.checkIndex(rowB, b.rows());
    return rawDot(a, rowA, b, rowB);
  }

  abstract float rawDot(FloatMatrix a, int rowA, FloatMatrix b, int rowB);

  @Override
  public final void dots(
      FloatMatrix left, int row, FloatMatrix right, int from, int to, float[] out) {
    checkWidths(left, right);
    Objects.checkIndex(row, left.rows());
    Objects.checkFromToIndex(from, to, right.rows());
    Objects.checkFromIndexSize(0, to - from, out.length);
    rawDots(left, row, right, from, to, out);
  }

  abstract void rawDots(
      FloatMatrix left, int row, FloatMatrix right, int from, int to, float[] out);

  @Override
  public final float chain(FloatMatrix a, int rowA, FloatMatrix b, int rowB) {
    checkWidths(a, b);
    Objects.checkIndex(rowA, a.rows());
    Objects.checkIndex(rowB, b.rows());
    // One chain waits for itself: vectors would not help.
    return ScalarLoops.chain(
        a.segment(), a.rowOffset(rowA), b.segment(), b.rowOffset(rowB), a.columns());
  }

  @Override
  public final void chains(
      FloatMatrix left,
      int[] rows,
      int from,
      int to,
      float[] offsets,
      RowPanels right,
      FloatMatrix out) {
    checkChains(left, rows, from, to, offsets, right);
    if (out.columns() != right.rows()) {
      throw new IllegalArgumentException(
          "expected %s columns for the products (got %s)".formatted(right.rows(), out.columns()));
    }
    Objects.checkFromIndexSize(0, to - from, out.rows());
    rawChains(left, rows, from, to, offsets, right, out);
  }

  private static void checkChains(
      FloatMatrix left, int[] rows, int from, int to, float[] offsets, RowPanels right) {
    if (left.columns() != right.columns()) {
      throw new IllegalArgumentException("widths differ: " + left + " and " + right);
    }
    Objects.checkFromToIndex(from, to, rows.length);
    Objects.checkFromIndexSize(0, to - from, offsets.length);
    for (int k = from; k < to; k++) {
      Objects.checkIndex(rows[k], left.rows());
    }
  }

  @Override
  public final void best(
      FloatMatrix left,
      int[] rows,
      int from,
      int to,
      float[] offsets,
      RowPanels right,
      Wanted wanted,
      TopK[] best) {
    checkChains(left, rows, from, to, offsets, right);
    Objects.checkFromIndexSize(0, to - from, best.length);
    checkWanted(wanted, left, right.rows());
    rawBest(left, offsets, right, new Selections(rows, from, to, right.rows(), wanted, best));
  }

  private static void checkWanted(Wanted wanted, FloatMatrix left, int columns) {
    Objects.checkFromIndexSize(0, Math.ceilDiv(columns, Long.SIZE), wanted.shared().length);
    CsrMatrix except = wanted.except();
    if (except != null && (except.rows() < left.rows() || except.columns() != columns)) {
      throw new IllegalArgumentException(
          "exceptions are %s x %s, the products %s x %s"
              .formatted(except.rows(), except.columns(), left.rows(), columns));
    }
  }

  abstract void rawBest(FloatMatrix left, float[] offsets, RowPanels right, Selections selections);

  @Override
  public final void best(
      FloatMatrix left, int row, float offset, QuantizedPanels right, Wanted wanted, TopK best) {
    if (left.columns() != right.columns()) {
      throw new IllegalArgumentException("widths differ: " + left + " and " + right);
    }
    Objects.checkIndex(row, left.rows());
    checkWanted(wanted, left, right.rows());
    QuantizedSearch search = new QuantizedSearch(left, row, offset, right, wanted, best);
    if (!search.offersOneByOne()) {
      rawBest(search, right);
    }
  }

  abstract void rawBest(QuantizedSearch search, QuantizedPanels right);

  abstract void rawChains(
      FloatMatrix left,
      int[] rows,
      int from,
      int to,
      float[] offsets,
      RowPanels right,
      FloatMatrix out);

  @Override
  public final void dots(
      FloatMatrix left,
      int row,
      FloatMatrix right,
      IntColumn indices,
      long from,
      long to,
      float[] out) {
    checkWidths(left, right);
    Objects.checkIndex(row, left.rows());
    checkList(right, indices, from, to);
    Objects.checkFromIndexSize(0, Math.toIntExact(to - from), out.length);
    rawDots(left, row, right, indices, from, to, out);
  }

  abstract void rawDots(
      FloatMatrix left,
      int row,
      FloatMatrix right,
      IntColumn indices,
      long from,
      long to,
      float[] out);

  @Override
  public final void addScaledRows(
      FloatMatrix source,
      IntColumn indices,
      long from,
      long to,
      float[] scales,
      FloatMatrix target,
      int targetRow) {
    checkWidths(source, target);
    if (source == target) {
      throw new IllegalArgumentException("the target must not be the source: " + target);
    }
    Objects.checkIndex(targetRow, target.rows());
    checkList(source, indices, from, to);
    Objects.checkFromIndexSize(0, Math.toIntExact(to - from), scales.length);
    rawAddScaledRows(source, indices, from, to, scales, target, targetRow);
  }

  abstract void rawAddScaledRows(
      FloatMatrix source,
      IntColumn indices,
      long from,
      long to,
      float[] scales,
      FloatMatrix target,
      int targetRow);

  @Override
  public final void combine(
      float scaleX, FloatMatrix x, int rowX, float scaleY, FloatMatrix y, int rowY) {
    checkWidths(x, y);
    Objects.checkIndex(rowX, x.rows());
    Objects.checkIndex(rowY, y.rows());
    rawCombine(scaleX, x, rowX, scaleY, y, rowY);
  }

  abstract void rawCombine(
      float scaleX, FloatMatrix x, int rowX, float scaleY, FloatMatrix y, int rowY);

  @Override
  public final void addOuterProducts(
      FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix target) {
    if (target.rows() != left.columns() || target.columns() != right.columns()) {
      throw new IllegalArgumentException(
          "expected %s x %s sums (got %s)".formatted(left.columns(), right.columns(), target));
    }
    if (target == left || target == right) {
      throw new IllegalArgumentException("the target must not be a source: " + target);
    }
    Objects.checkFromToIndex(from, to, Math.min(left.rows(), right.rows()));
    rawAddOuterProducts(left, right, from, to, target);
  }

  abstract void rawAddOuterProducts(
      FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix target);

  @Override
  public final void multiply(
      FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix out) {
    if (left.columns() != right.rows() || out.columns() != right.columns()) {
      throw new IllegalArgumentException(
          "shapes do not fit: " + left + " times " + right + " into " + out);
    }
    if (out == left || out == right) {
      throw new IllegalArgumentException("the target must not be a source: " + out);
    }
    Objects.checkFromToIndex(from, to, Math.min(left.rows(), out.rows()));
    rawMultiply(left, right, from, to, out);
  }

  abstract void rawMultiply(FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix out);

  @Override
  public final void exponentials(
      FloatMatrix matrix,
      int from,
      int to,
      float scale,
      float shift,
      FloatMatrix sums,
      int sumRow) {
    checkWidths(matrix, sums);
    if (matrix == sums) {
      throw new IllegalArgumentException("the target must not be the source: " + sums);
    }
    Objects.checkFromToIndex(from, to, matrix.rows());
    Objects.checkIndex(sumRow, sums.rows());
    rawExponentials(matrix, from, to, scale, shift, sums, sumRow);
  }

  abstract void rawExponentials(
      FloatMatrix matrix, int from, int to, float scale, float shift, FloatMatrix sums, int sumRow);

  @Override
  public final void descendByRoots(
      RootStep state,
      int row,
      FloatMatrix gradients,
      int gradientRow,
      float rate,
      float decay,
      float left,
      float fresh) {
    checkWidths(state.parameters(), gradients);
    Objects.checkIndex(row, state.parameters().rows());
    Objects.checkIndex(gradientRow, gradients.rows());
    rawDescendByRoots(state, row, gradients, gradientRow, rate, decay, left, fresh);
  }

  abstract void rawDescendByRoots(
      RootStep state,
      int row,
      FloatMatrix gradients,
      int gradientRow,
      float rate,
      float decay,
      float left,
      float fresh);

  @Override
  public final void descend(
      EntryList entries, long from, long to, DescentFactors factors, float rate) {
    Objects.checkFromToIndex(Math.min(from, to), Math.max(from, to), entries.size());
    rawDescend(entries, from, to, factors, rate);
  }

  /** Rows and columns of the entries are not checked yet: the one loop over them does it. */
  abstract void rawDescend(
      EntryList entries, long from, long to, DescentFactors factors, float rate);

  @Override
  public final void descendRow(
      CsrMatrix entries, int row, boolean backwards, RowDescent descent, int first, float rate) {
    DescentFactors factors = descent.factors();
    if (entries.rows() != factors.left().rows() || entries.columns() != factors.right().rows()) {
      throw new IllegalArgumentException(
          "entries of %s x %s do not fit factors %s and %s"
              .formatted(entries.rows(), entries.columns(), factors.left(), factors.right()));
    }
    Objects.checkIndex(row, entries.rows());
    Objects.checkFromIndexSize(first, entries.count(row), descent.steps().length);
    rawDescendRow(entries, row, descent, first, RowWalk.of(descent, row, rate, backwards));
  }

  /** The columns of a sparse matrix are within its bounds. */
  abstract void rawDescendRow(
      CsrMatrix entries, int row, RowDescent descent, int first, RowWalk walk);

  @Override
  public final double squaredErrors(EntryList entries, long from, long to, DescentFactors factors) {
    Objects.checkFromToIndex(from, to, entries.size());
    return rawSquaredErrors(entries, from, to, factors);
  }

  /** As {@link #rawDescend}. */
  abstract double rawSquaredErrors(EntryList entries, long from, long to, DescentFactors factors);

  @Override
  public final void descendAdagrad(
      EntryList entries,
      long from,
      long to,
      DescentFactors factors,
      AdagradState state,
      float rate,
      boolean restStands) {
    Objects.checkFromToIndex(Math.min(from, to), Math.max(from, to), entries.size());
    AdagradStep step = new AdagradStep(factors, state, rate, restStands);
    rawDescendAdagrad(entries, from, to, factors, step);
  }

  /** As {@link #rawDescend}. */
  abstract void rawDescendAdagrad(
      EntryList entries, long from, long to, DescentFactors factors, AdagradStep step);

  @Override
  public final NormalEquations normalEquations(int size, boolean intercept) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1 (got " + size + ")");
    }
    return rawNormalEquations(size, intercept);
  }

  abstract NormalEquations rawNormalEquations(int size, boolean intercept);

  @Override
  public final ConjugateGradient conjugateGradient(FloatMatrix gramian) {
    checkSquare(gramian, gramian.columns());
    return rawConjugateGradient(gramian);
  }

  abstract ConjugateGradient rawConjugateGradient(FloatMatrix gramian);

  private static void checkWidths(FloatMatrix a, FloatMatrix b) {
    if (a.columns() != b.columns()) {
      throw new IllegalArgumentException("widths differ: " + a + " and " + b);
    }
  }

  static void checkSquare(FloatMatrix matrix, int size) {
    if (matrix.rows() != size || matrix.columns() != size) {
      throw new IllegalArgumentException(
          "expected a matrix of %s x %s (got %s)".formatted(size, size, matrix));
    }
  }

  /** Checks a list once, so that the loops over it need not. */
  final void checkList(FloatMatrix rows, IntColumn indices, long from, long to) {
    Objects.checkFromToIndex(from, to, indices.size());
    if (signs(indices, from, to, rows.rows() - 1) < 0) {
      throw new IndexOutOfBoundsException("an index is not one of " + rows.rows() + " rows");
    }
  }

  /** Below 0 if one of the listed indices is, or is greater than the last one that may be. */
  abstract int signs(IntColumn indices, long from, long to, int last);
}
