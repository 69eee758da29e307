package dev.sapor.linalg.kernel;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.QuantizedPanels;
import dev.sapor.linalg.RowPanels;
import java.util.Arrays;

/**
 * The kernels in plain Java: the reference of all others, and what runs where the Vector API is not
 * there. The inner loops are in {@link ScalarLoops}.
 */
final class ScalarKernels extends CheckedKernels {

  static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  float rawDot(FloatMatrix a, int rowA, FloatMatrix b, int rowB) {
    return ScalarLoops.dot(
        a.segment(), a.rowOffset(rowA), b.segment(), b.rowOffset(rowB), a.stride());
  }

  @Override
  void rawDots(FloatMatrix left, int row, FloatMatrix right, int from, int to, float[] out) {
    float[] x = paddedRow(left, row);
    for (int j = from; j < to; j++) {
      out[j - from] = ScalarLoops.dot(x, right.segment(), right.rowOffset(j));
    }
  }

  @Override
  void rawChains(
      FloatMatrix left,
      int[] rows,
      int from,
      int to,
      float[] offsets,
      RowPanels right,
      FloatMatrix out) {
    ScalarChains.run(block(left, rows, from, to), offsets, right, ScalarChains.into(out));
  }

  private static float[][] block(FloatMatrix left, int[] rows, int from, int to) {
    float[][] block = new float[to - from][];
    for (int k = from; k < to; k++) {
      block[k - from] = left.row(rows[k]);
    }
    return block;
  }

  @Override
  void rawBest(FloatMatrix left, float[] offsets, RowPanels right, Selections selections) {
    int to = selections.from + selections.count;
    float[][] block = block(left, selections.rows, selections.from, to);
    ScalarChains.run(block, offsets, right, ScalarChains.into(selections));
  }

  /** Codes gain nothing in plain Java: every row is scored that is long enough. */
  @Override
  void rawBest(QuantizedSearch search, QuantizedPanels right) {
    for (int panel = 0; panel < right.panels() && search.goesOn(panel); panel++) {
      search.offer(panel, -1);
    }
  }

  @Override
  void rawDots(
      FloatMatrix left,
      int row,
      FloatMatrix right,
      IntColumn indices,
      long from,
      long to,
      float[] out) {
    float[] x = paddedRow(left, row);
    for (long k = from; k < to; k++) {
      out[(int) (k - from)] = ScalarLoops.dot(x, right.segment(), right.rowOffset(indices.get(k)));
    }
  }

  @Override
  void rawAddScaledRows(
      FloatMatrix source,
      IntColumn indices,
      long from,
      long to,
      float[] scales,
      FloatMatrix target,
      int targetRow) {
    float[] sum = paddedRow(target, targetRow);
    float[] x = new float[source.columns()];
    for (long k = from; k < to; k++) {
      source.copyRow(indices.get(k), x);
      ScalarLoops.addScaled(sum, scales[(int) (k - from)], x, x.length);
    }
    target.setRow(targetRow, sum);
  }

  @Override
  void rawCombine(float scaleX, FloatMatrix x, int rowX, float scaleY, FloatMatrix y, int rowY) {
    float[] xs = x.row(rowX);
    float[] ys = y.row(rowY);
    for (int f = 0; f < ys.length; f++) {
      ys[f] = Math.fma(scaleX, xs[f], scaleY * ys[f]);
    }
    y.setRow(rowY, ys);
  }

  @Override
  void rawAddOuterProducts(
      FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix target) {
    float[][] sums = target.toArrays();
    float[] x = new float[left.columns()];
    float[] y = new float[right.columns()];
    for (int k = from; k < to; k++) {
      left.copyRow(k, x);
      right.copyRow(k, y);
      for (int i = 0; i < x.length; i++) {
        ScalarLoops.addScaled(sums[i], x[i], y, y.length);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      target.setRow(i, sums[i]);
    }
  }

  @Override
  void rawMultiply(FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix out) {
    float[][] rows = right.toArrays();
    float[] x = new float[left.columns()];
    float[] sum = new float[out.columns()];
    for (int k = from; k < to; k++) {
      left.copyRow(k, x);
      Arrays.fill(sum, 0);
      for (int i = 0; i < x.length; i++) {
        ScalarLoops.addScaled(sum, x[i], rows[i], sum.length);
      }
      out.setRow(k, sum);
    }
  }

  @Override
  void rawExponentials(
      FloatMatrix matrix,
      int from,
      int to,
      float scale,
      float shift,
      FloatMatrix sums,
      int sumRow) {
    float[] sum = sums.row(sumRow);
    float[] x = new float[matrix.columns()];
    for (int row = from; row < to; row++) {
      matrix.copyRow(row, x);
      for (int f = 0; f < x.length; f++) {
        x[f] = Exponential.of(Math.fma(scale, x[f], shift));
        sum[f] += x[f];
      }
      matrix.setRow(row, x);
    }
    sums.setRow(sumRow, sum);
  }

  @Override
  void rawDescendByRoots(
      RootStep state,
      int row,
      FloatMatrix gradients,
      int gradientRow,
      float rate,
      float decay,
      float left,
      float fresh) {
    ScalarRootStep.run(state, row, gradients, gradientRow, rate, decay, left, fresh);
  }

  @Override
  NormalEquations rawNormalEquations(int size, boolean intercept) {
    return new ScalarNormalEquations(size, intercept);
  }

  @Override
  ConjugateGradient rawConjugateGradient(FloatMatrix gramian) {
    return new ScalarConjugateGradient(gramian);
  }

  @Override
  void rawDescend(EntryList entries, long from, long to, DescentFactors factors, float rate) {
    ScalarDescent.run(entries, from, to, factors, rate);
  }

  @Override
  void rawDescendRow(CsrMatrix entries, int row, RowDescent descent, int first, RowWalk walk) {
    ScalarRowDescent.run(entries, row, descent, first, walk);
  }

  @Override
  double rawSquaredErrors(EntryList entries, long from, long to, DescentFactors factors) {
    return ScalarErrors.sum(entries, from, to, factors);
  }

  @Override
  void rawDescendAdagrad(
      EntryList entries, long from, long to, DescentFactors factors, AdagradStep step) {
    ScalarAdagrad.run(entries, from, to, step);
  }

  @Override
  int signs(IntColumn indices, long from, long to, int last) {
    int signs = 0;
    for (long k = from; k < to; k++) {
      int index = indices.get(k);
      signs |= index | last - index;
    }
    return signs;
  }

  /** A row with its padding of zeros, of length stride. */
  private static float[] paddedRow(FloatMatrix matrix, int row) {
    float[] copy = new float[matrix.stride()];
    matrix.copyRow(row, copy);
    return copy;
  }
}
