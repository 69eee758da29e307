package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.known;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.store;

import dev.sapor.linalg.FloatMatrix;
import java.lang.ref.Reference;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Conjugate gradients in vector instructions. Listed rows are taken four at a time: their products
 * with the direction ({@link SimdDots}), and then, while they are in the first cache, their sum by
 * these. So a row is fetched once for each step, and direction and sum are loaded once for four.
 */
final class SimdConjugateGradient extends CheckedConjugateGradient {

  private static final int AT_ONCE = SimdDots.ROWS;

  private final int bytes = SimdKernels.rowBytes(work);
  private final float[] scales = new float[AT_ONCE];

  SimdConjugateGradient(int size) {
    super(SimdKernels.INSTANCE, size);
  }

  @Override
  void addGramian(FloatMatrix gramian, float sign, FloatMatrix p, int row, int sum) {
    try {
      rawAddGramian(gramian, sign, p, row, sum);
    } finally {
      Reference.reachabilityFence(gramian);
      Reference.reachabilityFence(p);
    }
  }

  private void rawAddGramian(FloatMatrix gramian, float sign, FloatMatrix p, int row, int sum) {
    long base = gramian.segment().address();
    long left = SimdLanes.row(p.segment().address(), row, bytes);
    long y = SimdLanes.row(work.segment().address(), sum, bytes);
    int j = 0;
    for (; j + AT_ONCE <= gramian.rows(); j += AT_ONCE) {
      for (int k = 0; k < AT_ONCE; k++) {
        scales[k] = sign * SimdLanes.get(left + (long) (j + k) * Float.BYTES);
      }
      long x = SimdLanes.row(base, j, bytes);
      addFour(x, x + bytes, x + 2L * bytes, x + 3L * bytes, y);
    }
    for (; j < gramian.rows(); j++) {
      float scale = sign * SimdLanes.get(left + (long) j * Float.BYTES);
      addOne(SimdLanes.row(base, j, bytes), scale, y);
    }
  }

  @Override
  void addListed(
      FloatMatrix rows,
      float[] weights,
      float @Nullable [] targets,
      FloatMatrix p,
      int row,
      int sum) {
    try {
      rawAddListed(rows, weights, targets, p, row, sum);
    } finally {
      Reference.reachabilityFence(rows);
      Reference.reachabilityFence(p);
    }
  }

  private void rawAddListed(
      FloatMatrix rows,
      float[] weights,
      float @Nullable [] targets,
      FloatMatrix p,
      int row,
      int sum) {
    long base = rows.segment().address();
    long left = SimdLanes.row(p.segment().address(), row, bytes);
    long y = SimdLanes.row(work.segment().address(), sum, bytes);
    int k = 0;
    for (; k + AT_ONCE <= count; k += AT_ONCE) {
      long a = SimdLanes.row(base, list[k], bytes);
      long b = SimdLanes.row(base, list[k + 1], bytes);
      long c = SimdLanes.row(base, list[k + 2], bytes);
      long d = SimdLanes.row(base, list[k + 3], bytes);
      SimdDots.four(left, a, b, c, d, bytes, scales, 0);
      for (int i = 0; i < AT_ONCE; i++) {
        scales[i] = scale(weights, targets, k + i, scales[i]);
      }
      addFour(a, b, c, d, y);
    }
    for (; k < count; k++) {
      long a = SimdLanes.row(base, list[k], bytes);
      addOne(a, scale(weights, targets, k, SimdLanes.dot(left, a, bytes)), y);
    }
  }

  private static float scale(float[] weights, float @Nullable [] targets, int k, float product) {
    float scale = weights[k] * product;
    return targets == null ? scale : targets[k] - scale;
  }

  private void addFour(long a, long b, long c, long d, long y) {
    add(known(a), known(b), known(c), known(d), known(y), bytes, scales);
  }

  private static void add(long a, long b, long c, long d, long y, int bytes, float[] scales) {
    FloatVector first = all(scales[0]);
    FloatVector second = all(scales[1]);
    FloatVector third = all(scales[2]);
    FloatVector fourth = all(scales[3]);
    for (int at = 0; at < bytes; at += STEP) {
      FloatVector sum = first.fma(load(a + at), load(y + at));
      sum = second.fma(load(b + at), sum);
      sum = third.fma(load(c + at), sum);
      store(fourth.fma(load(d + at), sum), y + at);
    }
  }

  private void addOne(long a, float scale, long y) {
    FloatVector scales = all(scale);
    for (int at = 0; at < bytes; at += STEP) {
      store(scales.fma(load(known(a) + at), load(known(y) + at)), known(y) + at);
    }
  }
}
