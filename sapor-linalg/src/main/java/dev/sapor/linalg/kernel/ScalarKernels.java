package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import java.util.Objects;

/**
 * The kernels in plain Java: the reference of all others, and what runs where the Vector API is not
 * there. This class checks arguments; the loops are in {@link ScalarLoops}.
 */
final class ScalarKernels implements Kernels {

  static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public float dot(FloatMatrix a, int rowA, FloatMatrix b, int rowB) {
    checkWidths(a, b);
    Objects.checkIndex(rowA, a.rows());
    Objects.checkIndex(rowB, b.rows());
    return ScalarLoops.dot(
        a.segment(), a.rowOffset(rowA), b.segment(), b.rowOffset(rowB), a.stride());
  }

  @Override
  public void dots(FloatMatrix left, int row, FloatMatrix right, int from, int to, float[] out) {
    checkWidths(left, right);
    Objects.checkFromToIndex(from, to, right.rows());
    Objects.checkFromIndexSize(0, to - from, out.length);
    float[] x = paddedRow(left, row);
    for (int j = from; j < to; j++) {
      out[j - from] = ScalarLoops.dot(x, right.segment(), right.rowOffset(j));
    }
  }

  @Override
  public void dots(
      FloatMatrix left, int[] rows, int from, int to, FloatMatrix right, FloatMatrix out) {
    checkWidths(left, right);
    Objects.checkFromToIndex(from, to, rows.length);
    Objects.checkFromIndexSize(0, to - from, out.rows());
    if (out.columns() != right.rows()) {
      throw new IllegalArgumentException(
          "expected %s columns for the dot products (got %s)"
              .formatted(right.rows(), out.columns()));
    }
    float[][] block = new float[to - from][];
    for (int k = from; k < to; k++) {
      block[k - from] = paddedRow(left, rows[k]);
    }
    ScalarBlockDots.run(block, right, out);
  }

  @Override
  public void dots(
      FloatMatrix left,
      int row,
      FloatMatrix right,
      IntColumn indices,
      long from,
      long to,
      float[] out) {
    checkWidths(left, right);
    checkList(right, indices, from, to);
    Objects.checkFromIndexSize(0, Math.toIntExact(to - from), out.length);
    float[] x = paddedRow(left, row);
    for (long k = from; k < to; k++) {
      out[(int) (k - from)] = ScalarLoops.dot(x, right.segment(), right.rowOffset(indices.get(k)));
    }
  }

  @Override
  public void addScaledRows(
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
    checkList(source, indices, from, to);
    Objects.checkFromIndexSize(0, Math.toIntExact(to - from), scales.length);
    float[] sum = paddedRow(target, targetRow);
    float[] x = new float[source.columns()];
    for (long k = from; k < to; k++) {
      source.copyRow(indices.get(k), x);
      ScalarLoops.addScaled(sum, scales[(int) (k - from)], x, x.length);
    }
    target.setRow(targetRow, sum);
  }

  @Override
  public void combine(
      float scaleX, FloatMatrix x, int rowX, float scaleY, FloatMatrix y, int rowY) {
    checkWidths(x, y);
    float[] xs = x.row(rowX);
    float[] ys = y.row(rowY);
    for (int f = 0; f < ys.length; f++) {
      ys[f] = Math.fma(scaleX, xs[f], scaleY * ys[f]);
    }
    y.setRow(rowY, ys);
  }

  @Override
  public void descend(EntryList entries, long from, long to, DescentFactors factors, float rate) {
    Objects.checkFromToIndex(from, to, entries.size());
    ScalarDescent.run(entries, from, to, factors, rate);
  }

  @Override
  public NormalEquations normalEquations(int size, boolean intercept) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1 (got " + size + ")");
    }
    return new ScalarNormalEquations(size, intercept);
  }

  /** A row with its padding of zeros, of length stride. */
  private static float[] paddedRow(FloatMatrix matrix, int row) {
    float[] copy = new float[matrix.stride()];
    matrix.copyRow(row, copy);
    return copy;
  }

  private static void checkWidths(FloatMatrix a, FloatMatrix b) {
    if (a.columns() != b.columns()) {
      throw new IllegalArgumentException("widths differ: " + a + " and " + b);
    }
  }

  /** Checks a list once, so that the loops over it need not. */
  static void checkList(FloatMatrix rows, IntColumn indices, long from, long to) {
    Objects.checkFromToIndex(from, to, indices.size());
    for (long k = from; k < to; k++) {
      Objects.checkIndex(indices.get(k), rows.rows());
    }
  }
}
