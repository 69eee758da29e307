package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.store;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.QuantizedPanels;
import dev.sapor.linalg.RowPanels;
import java.lang.ref.Reference;
import jdk.incubator.vector.FloatVector;

/**
 * The kernels in vector instructions, by the Vector API. The loops see rows as addresses, so each
 * call keeps its matrices reachable until it ends: their memory would be given back otherwise.
 */
final class SimdKernels extends CheckedKernels {

  static final SimdKernels INSTANCE = new SimdKernels();

  private SimdKernels() {}

  @Override
  public String name() {
    return "simd" + STEP * Byte.SIZE;
  }

  @Override
  float rawDot(FloatMatrix a, int rowA, FloatMatrix b, int rowB) {
    try {
      return SimdLanes.dot(address(a, rowA), address(b, rowB), rowBytes(a));
    } finally {
      Reference.reachabilityFence(a);
      Reference.reachabilityFence(b);
    }
  }

  @Override
  void rawDots(FloatMatrix left, int row, FloatMatrix right, int from, int to, float[] out) {
    try {
      long x = address(left, row);
      int bytes = rowBytes(left);
      int j = from;
      for (; j + SimdDots.ROWS <= to; j += SimdDots.ROWS) {
        long a = address(right, j);
        long b = address(right, j + 1);
        long c = address(right, j + 2);
        SimdDots.four(x, a, b, c, address(right, j + 3), bytes, out, j - from);
      }
      for (; j < to; j++) {
        out[j - from] = SimdLanes.dot(x, address(right, j), bytes);
      }
    } finally {
      Reference.reachabilityFence(left);
      Reference.reachabilityFence(right);
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
    try {
      SimdChains.run(left, rows, from, to, offsets, right, out);
    } finally {
      Reference.reachabilityFence(right);
      Reference.reachabilityFence(out);
    }
  }

  @Override
  void rawBest(FloatMatrix left, float[] offsets, RowPanels right, Selections selections) {
    try {
      SimdBest.run(left, offsets, right, selections);
    } finally {
      Reference.reachabilityFence(right);
    }
  }

  @Override
  void rawBest(QuantizedSearch search, QuantizedPanels right) {
    try {
      SimdQuantized.run(search, right);
    } finally {
      Reference.reachabilityFence(right);
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
    try {
      long x = address(left, row);
      int bytes = rowBytes(left);
      long k = from;
      for (; k + SimdDots.ROWS <= to; k += SimdDots.ROWS) {
        long a = address(right, indices.get(k));
        long b = address(right, indices.get(k + 1));
        long c = address(right, indices.get(k + 2));
        long d = address(right, indices.get(k + 3));
        SimdDots.four(x, a, b, c, d, bytes, out, (int) (k - from));
      }
      for (; k < to; k++) {
        out[(int) (k - from)] = SimdLanes.dot(x, address(right, indices.get(k)), bytes);
      }
    } finally {
      Reference.reachabilityFence(left);
      Reference.reachabilityFence(right);
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
    if (!areFinite(scales, Math.toIntExact(to - from))) {
      // Zeros of the padding would become NaN.
      ScalarKernels.INSTANCE.rawAddScaledRows(source, indices, from, to, scales, target, targetRow);
      return;
    }
    try {
      SimdSums.add(source, indices, from, to, scales, address(target, targetRow));
    } finally {
      Reference.reachabilityFence(source);
      Reference.reachabilityFence(target);
    }
  }

  @Override
  void rawCombine(float scaleX, FloatMatrix x, int rowX, float scaleY, FloatMatrix y, int rowY) {
    if (!Float.isFinite(scaleX) || !Float.isFinite(scaleY)) {
      // Zeros of the padding would become NaN.
      ScalarKernels.INSTANCE.rawCombine(scaleX, x, rowX, scaleY, y, rowY);
      return;
    }
    try {
      long from = address(x, rowX);
      long to = address(y, rowY);
      FloatVector scale = all(scaleX);
      for (int at = 0; at < rowBytes(x); at += STEP) {
        store(load(from + at).fma(scale, load(to + at).mul(scaleY)), to + at);
      }
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(y);
    }
  }

  @Override
  void rawAddOuterProducts(
      FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix target) {
    try {
      SimdProducts.add(
          address(left, from),
          Float.BYTES,
          rowBytes(left),
          address(right, from),
          to - from,
          address(target, 0),
          target.rows(),
          rowBytes(target),
          false);
      clearPadding(target, 0, target.rows());
    } finally {
      Reference.reachabilityFence(left);
      Reference.reachabilityFence(right);
      Reference.reachabilityFence(target);
    }
  }

  @Override
  void rawMultiply(FloatMatrix left, FloatMatrix right, int from, int to, FloatMatrix out) {
    try {
      int bytes = rowBytes(out);
      SimdProducts.add(
          address(left, from),
          rowBytes(left),
          Float.BYTES,
          address(right, 0),
          right.rows(),
          address(out, from),
          to - from,
          bytes,
          true);
      clearPadding(out, from, to);
    } finally {
      Reference.reachabilityFence(left);
      Reference.reachabilityFence(right);
      Reference.reachabilityFence(out);
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
    try {
      SimdExponential.run(
          address(matrix, from), to - from, rowBytes(matrix), scale, shift, address(sums, sumRow));
      clearPadding(matrix, from, to);
      clearPadding(sums, sumRow, sumRow + 1);
    } finally {
      Reference.reachabilityFence(matrix);
      Reference.reachabilityFence(sums);
    }
  }

  /** Where products with what is not finite, or e^0, went into the padding. */
  private static void clearPadding(FloatMatrix matrix, int from, int to) {
    long start = (long) matrix.columns() * Float.BYTES;
    long end = rowBytes(matrix);
    for (int row = from; start < end && row < to; row++) {
      for (long at = start; at < end; at += Float.BYTES) {
        SimdLanes.set(address(matrix, row) + at, 0);
      }
    }
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
    if (!Float.isFinite(rate)
        || !Float.isFinite(decay)
        || !Float.isFinite(left)
        || !Float.isFinite(fresh)) {
      // Zeros of the padding would become NaN.
      ScalarRootStep.run(state, row, gradients, gradientRow, rate, decay, left, fresh);
      return;
    }
    try {
      SimdRootStep.run(
          address(state.parameters(), row),
          address(state.squares(), row),
          address(gradients, gradientRow),
          rowBytes(gradients),
          rate,
          decay,
          left,
          fresh);
    } finally {
      Reference.reachabilityFence(state);
      Reference.reachabilityFence(gradients);
    }
  }

  @Override
  NormalEquations rawNormalEquations(int size, boolean intercept) {
    return new SimdNormalEquations(size, intercept);
  }

  @Override
  ConjugateGradient rawConjugateGradient(FloatMatrix gramian) {
    return new SimdConjugateGradient(gramian);
  }

  @Override
  void rawDescend(EntryList entries, long from, long to, DescentFactors factors, float rate) {
    try {
      SimdDescent.run(entries, from, to, factors, rate);
    } finally {
      Reference.reachabilityFence(factors.left());
      Reference.reachabilityFence(factors.right());
    }
  }

  @Override
  void rawDescendRow(CsrMatrix entries, int row, RowDescent descent, int first, RowWalk walk) {
    try {
      SimdRowDescent.run(entries, row, descent, first, walk);
    } finally {
      Reference.reachabilityFence(descent.factors().left());
      Reference.reachabilityFence(descent.factors().right());
      Reference.reachabilityFence(descent.added());
      Reference.reachabilityFence(descent.moves());
    }
  }

  @Override
  double rawSquaredErrors(EntryList entries, long from, long to, DescentFactors factors) {
    try {
      return SimdErrors.sum(entries, from, to, factors);
    } finally {
      Reference.reachabilityFence(factors.left());
      Reference.reachabilityFence(factors.right());
    }
  }

  @Override
  void rawDescendAdagrad(
      EntryList entries, long from, long to, DescentFactors factors, AdagradStep step) {
    try {
      SimdAdagrad.run(entries, from, to, step);
    } finally {
      Reference.reachabilityFence(factors.left());
      Reference.reachabilityFence(factors.right());
    }
  }

  @Override
  int signs(IntColumn indices, long from, long to, int last) {
    try {
      return SimdIndices.signs(indices.segment().address(), from, to, last);
    } finally {
      Reference.reachabilityFence(indices);
    }
  }

  private static boolean areFinite(float[] values, int count) {
    boolean finite = true;
    for (int k = 0; k < count; k++) {
      finite &= Math.abs(values[k]) < Float.POSITIVE_INFINITY;
    }
    return finite;
  }

  private static long address(FloatMatrix matrix, int row) {
    return SimdLanes.row(matrix.segment().address(), row, rowBytes(matrix));
  }

  static int rowBytes(FloatMatrix matrix) {
    return matrix.stride() * Float.BYTES;
  }
}
