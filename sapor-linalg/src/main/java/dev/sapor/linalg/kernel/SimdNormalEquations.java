package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.BLOCK;
import static dev.sapor.linalg.kernel.SimdLanes.EIGHT;
import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdRankUpdate.GROUP;
import static dev.sapor.linalg.kernel.SimdRankUpdate.LANES;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/**
 * Normal equations in vector instructions: the upper triangle of A, row by row in an array. Some
 * observations at a time are copied side by side, once as they are and once with their weights, and
 * then added tile by tile ({@link SimdRankUpdate}). The results are those of {@link
 * ScalarNormalEquations} to the bit.
 */
final class SimdNormalEquations implements NormalEquations {

  /** Observations that are added at once: their copies stay in the first two caches. */
  private static final int OBSERVATIONS = 64;

  private final int factors;
  private final boolean intercept;
  private final int size;
  private final int width;
  private final int stride;
  private final float[] a;
  private final float[] b;
  private final SimdCholesky cholesky;
  // Weighted observations row by row, and observations in groups of eight elements: element i of
  // observation k at ((i / 8) * OBSERVATIONS + k) * 8 + i % 8.
  private final float[] weighted;
  private final float[] groups;

  SimdNormalEquations(int factors, boolean intercept) {
    this.factors = factors;
    this.intercept = intercept;
    size = factors + (intercept ? 1 : 0);
    width = FloatMatrix.strideFor(size);
    stride = width % 128 == 0 ? width + 16 : width;
    int rows = Math.ceilDiv(size, GROUP) * GROUP;
    a = new float[Math.multiplyExact(rows, stride)];
    b = new float[width];
    cholesky = new SimdCholesky(size, width, stride);
    weighted = new float[OBSERVATIONS * stride];
    groups = new float[OBSERVATIONS * stride];
  }

  @Override
  public void clear() {
    Arrays.fill(a, 0);
    clearTargets();
  }

  @Override
  public void clearTargets() {
    Arrays.fill(b, 0);
  }

  @Override
  public void add(
      FloatMatrix rows, IntColumn indices, long from, long to, float[] weights, float[] targets) {
    checkWidth(rows);
    SimdKernels.INSTANCE.checkList(rows, indices, from, to);
    int count = Math.toIntExact(to - from);
    Objects.checkFromIndexSize(0, count, Math.min(weights.length, targets.length));
    try {
      addListed(rows, indices, from, count, weights, targets);
    } finally {
      Reference.reachabilityFence(rows);
    }
  }

  private void addListed(
      FloatMatrix rows, IntColumn indices, long from, int count, float[] weights, float[] targets) {
    long base = rows.segment().address();
    int bytes = SimdKernels.rowBytes(rows);
    for (int first = 0; first < count; first += OBSERVATIONS) {
      int some = Math.min(OBSERVATIONS, count - first);
      for (int k = 0; k < some; k++) {
        long row = SimdLanes.row(base, indices.get(from + first + k), bytes);
        copy(row, k, weights[first + k]);
      }
      addTargets(targets, first, some);
      update(some);
    }
  }

  @Override
  public void addTargets(float scale, FloatMatrix rows, int row) {
    checkWidth(rows);
    Objects.checkIndex(row, rows.rows());
    for (int f = 0; f < factors; f++) {
      b[f] = Math.fma(scale, rows.get(row, f), b[f]);
    }
  }

  @Override
  public void addAll(FloatMatrix rows, int from, int to) {
    checkWidth(rows);
    Objects.checkFromToIndex(from, to, rows.rows());
    try {
      addRange(rows, from, to);
    } finally {
      Reference.reachabilityFence(rows);
    }
  }

  private void addRange(FloatMatrix rows, int from, int to) {
    long base = rows.segment().address();
    int bytes = SimdKernels.rowBytes(rows);
    for (int first = from; first < to; first += OBSERVATIONS) {
      int some = Math.min(OBSERVATIONS, to - first);
      for (int k = 0; k < some; k++) {
        copy(SimdLanes.row(base, first + k, bytes), k, 1);
      }
      update(some);
    }
  }

  /** Copies a row as observation k, an intercept behind it. */
  private void copy(long address, int k, float weight) {
    long row = SimdLanes.known(address);
    FloatVector scale = all(weight);
    int target = k * stride;
    int bytes = Math.ceilDiv(factors, 16) * BLOCK;
    for (int at = 0; at < bytes; at += SimdLanes.STEP) {
      load(row + at).mul(scale).intoArray(weighted, target + at / Float.BYTES);
    }
    for (int i = 0; i < factors; i += GROUP) {
      SimdLanes.loadEight(row + (long) i * Float.BYTES)
          .intoArray(groups, (i / GROUP * OBSERVATIONS + k) * GROUP);
    }
    if (intercept) {
      weighted[target + factors] = weight;
      groups[(factors / GROUP * OBSERVATIONS + k) * GROUP + factors % GROUP] = 1;
    }
  }

  /** Adds the copied observations, each times its target, to the right-hand side. */
  private void addTargets(float[] targets, int first, int count) {
    int group = 0;
    for (; (group + 4) * GROUP <= size; group += 4) {
      fourGroups(targets, first, count, group);
    }
    for (; group * GROUP < size; group++) {
      oneGroup(targets, first, count, group);
    }
  }

  private void fourGroups(float[] targets, int first, int count, int group) {
    int at = group * GROUP;
    FloatVector b0 = eight(b, at);
    FloatVector b1 = eight(b, at + GROUP);
    FloatVector b2 = eight(b, at + 2 * GROUP);
    FloatVector b3 = eight(b, at + 3 * GROUP);
    for (int k = 0; k < count; k++) {
      FloatVector target = FloatVector.broadcast(EIGHT, targets[first + k]);
      int from = (group * OBSERVATIONS + k) * GROUP;
      b0 = target.fma(eight(groups, from), b0);
      b1 = target.fma(eight(groups, from + OBSERVATIONS * GROUP), b1);
      b2 = target.fma(eight(groups, from + 2 * OBSERVATIONS * GROUP), b2);
      b3 = target.fma(eight(groups, from + 3 * OBSERVATIONS * GROUP), b3);
    }
    b0.intoArray(b, at);
    b1.intoArray(b, at + GROUP);
    b2.intoArray(b, at + 2 * GROUP);
    b3.intoArray(b, at + 3 * GROUP);
  }

  private void oneGroup(float[] targets, int first, int count, int group) {
    FloatVector sum = eight(b, group * GROUP);
    for (int k = 0; k < count; k++) {
      FloatVector target = FloatVector.broadcast(EIGHT, targets[first + k]);
      sum = target.fma(eight(groups, (group * OBSERVATIONS + k) * GROUP), sum);
    }
    sum.intoArray(b, group * GROUP);
  }

  private void update(int count) {
    for (int first = 0; first < size; first += GROUP) {
      int column = first / 16 * 16;
      SimdRankUpdate.eight(
          groups,
          first * OBSERVATIONS,
          count,
          weighted,
          column,
          a,
          first * stride + column,
          stride,
          width - column);
    }
  }

  @Override
  public void addScaledMatrix(float scale, NormalEquations other) {
    SimdNormalEquations that = same(other);
    FloatVector scales = all(scale);
    for (int i = 0; i < size; i++) {
      for (int j = i / LANES * LANES; j < width; j += LANES) {
        int at = i * stride + j;
        scales.fma(get(that.a, at), get(a, at)).intoArray(a, at);
      }
    }
  }

  @Override
  public void addDiagonal(float toFactors, float toIntercept) {
    for (int i = 0; i < factors; i++) {
      a[i * stride + i] += toFactors;
    }
    if (intercept) {
      a[factors * stride + factors] += toIntercept;
    }
  }

  @Override
  public float solve(FloatMatrix target, int targetRow) {
    checkWidth(target);
    cholesky.factorize(a);
    cholesky.substitute(a, b);
    target.setRow(targetRow, b);
    return intercept ? b[factors] : 0;
  }

  @Override
  public void copyMatrix(float scale, FloatMatrix target) {
    CheckedKernels.checkSquare(target, size);
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        target.set(i, j, scale * a[i * stride + j]);
        target.set(j, i, scale * a[i * stride + j]);
      }
    }
  }

  @Override
  public double innerProduct(NormalEquations other) {
    SimdNormalEquations that = same(other);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        int at = j * stride + i;
        sum += 2.0 * a[at] * that.a[at];
      }
      sum += (double) a[i * stride + i] * that.a[i * stride + i];
    }
    return sum;
  }

  private SimdNormalEquations same(NormalEquations other) {
    if (other instanceof SimdNormalEquations that
        && that.factors == factors
        && that.intercept == intercept) {
      return that;
    }
    throw new IllegalArgumentException("not a workspace of the same kernels and unknowns");
  }

  private void checkWidth(FloatMatrix rows) {
    if (rows.columns() != factors) {
      throw new IllegalArgumentException(
          "expected rows of width %s (got %s)".formatted(factors, rows));
    }
  }

  private static FloatVector eight(float[] values, int at) {
    return FloatVector.fromArray(EIGHT, values, at);
  }

  private static FloatVector get(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
