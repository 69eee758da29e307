package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.BLOCK;
import static dev.sapor.linalg.kernel.SimdLanes.BY_1;
import static dev.sapor.linalg.kernel.SimdLanes.BY_2;
import static dev.sapor.linalg.kernel.SimdLanes.BY_4;
import static dev.sapor.linalg.kernel.SimdLanes.BY_8;
import static dev.sapor.linalg.kernel.SimdLanes.ODD_2;
import static dev.sapor.linalg.kernel.SimdLanes.ODD_4;
import static dev.sapor.linalg.kernel.SimdLanes.ODD_8;
import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.WIDE;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.known;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.merge;
import static dev.sapor.linalg.kernel.SimdLanes.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * The sum of listed rows x_k, each times {@code t_k + c_k (x_k · p)}: what a matrix Σ c x xᵀ that
 * is never made is to a direction p.
 *
 * <p>Rows of 64 and of 128 floats, in registers of 512 bits, stay in registers between the product
 * and the sum, as do p and the sum from row to row. Other rows are taken four at a time and loaded
 * twice, the second time from the first cache.
 */
final class SimdListedRows {

  private static final int LANES = SPECIES.length();

  /** Rows that are taken together. */
  static final int AT_ONCE = SimdDots.ROWS;

  // Everywhere what a tree of two leaves first, and half a vector on.
  private static final VectorShuffle<Float> FIRST = VectorShuffle.fromOp(SPECIES, lane -> 0);
  private static final VectorShuffle<Float> SECOND =
      VectorShuffle.fromOp(SPECIES, lane -> LANES / 2);

  /**
   * Adds the rows to a sum.
   *
   * @param base address of the first of all rows
   * @param stride floats from row to row
   * @param p from {@code at} on
   * @param sum from {@code at} on
   * @param scales scratch for four
   */
  static void add(
      long base,
      int stride,
      int[] indices,
      int from,
      int to,
      float[] c,
      float[] t,
      float[] p,
      float[] sum,
      int at,
      float[] scales) {
    int k = from;
    if (WIDE && stride == 4 * LANES) {
      int pairs = (to - from) / 2 * 2;
      twoOf64(base, indices, from, from + pairs, c, t, p, sum, at);
      k += pairs;
    } else if (WIDE && stride == 8 * LANES) {
      oneOf128(base, indices, from, to, c, t, p, sum, at);
      return;
    } else {
      int bytes = stride * Float.BYTES;
      for (; k + 4 <= to; k += 4) {
        long w = SimdLanes.row(base, indices[k], bytes);
        long x = SimdLanes.row(base, indices[k + 1], bytes);
        long y = SimdLanes.row(base, indices[k + 2], bytes);
        long z = SimdLanes.row(base, indices[k + 3], bytes);
        addFour(w, x, y, z, k, c, t, bytes, p, sum, at, scales);
      }
    }
    for (; k < to; k++) {
      addOne(SimdLanes.row(base, indices[k], stride * Float.BYTES), stride, c[k], t[k], p, sum, at);
    }
  }

  private static void twoOf64(
      long base,
      int[] indices,
      int from,
      int to,
      float[] c,
      float[] t,
      float[] p,
      float[] sum,
      int at) {
    FloatVector p0 = get(p, at);
    FloatVector p1 = get(p, at + 16);
    FloatVector p2 = get(p, at + 32);
    FloatVector p3 = get(p, at + 48);
    FloatVector sum0 = get(sum, at);
    FloatVector sum1 = get(sum, at + 16);
    FloatVector sum2 = get(sum, at + 32);
    FloatVector sum3 = get(sum, at + 48);
    for (int k = from; k + 1 < to; k += 2) {
      long x = SimdLanes.row(base, indices[k], 4 * BLOCK);
      FloatVector x0 = load(x);
      FloatVector x1 = load(x + BLOCK);
      FloatVector x2 = load(x + 2 * BLOCK);
      FloatVector x3 = load(x + 3 * BLOCK);
      long y = SimdLanes.row(base, indices[k + 1], 4 * BLOCK);
      FloatVector y0 = load(y);
      FloatVector y1 = load(y + BLOCK);
      FloatVector y2 = load(y + 2 * BLOCK);
      FloatVector y3 = load(y + 3 * BLOCK);
      FloatVector first = x3.fma(p3, x2.fma(p2, x1.fma(p1, x0.fma(p0, all(0)))));
      FloatVector second = y3.fma(p3, y2.fma(p2, y1.fma(p1, y0.fma(p0, all(0)))));
      FloatVector both = merge(first, second, BY_8, ODD_8);
      both = both.add(both.rearrange(BY_4));
      both = both.add(both.rearrange(BY_2));
      both = both.add(both.rearrange(BY_1));
      FloatVector scale = both.rearrange(FIRST).mul(all(c[k])).add(all(t[k]));
      sum0 = scale.fma(x0, sum0);
      sum1 = scale.fma(x1, sum1);
      sum2 = scale.fma(x2, sum2);
      sum3 = scale.fma(x3, sum3);
      scale = both.rearrange(SECOND).mul(all(c[k + 1])).add(all(t[k + 1]));
      sum0 = scale.fma(y0, sum0);
      sum1 = scale.fma(y1, sum1);
      sum2 = scale.fma(y2, sum2);
      sum3 = scale.fma(y3, sum3);
    }
    sum0.intoArray(sum, at);
    sum1.intoArray(sum, at + 16);
    sum2.intoArray(sum, at + 32);
    sum3.intoArray(sum, at + 48);
  }

  private static void oneOf128(
      long base,
      int[] indices,
      int from,
      int to,
      float[] c,
      float[] t,
      float[] p,
      float[] sum,
      int at) {
    FloatVector p0 = get(p, at);
    FloatVector p1 = get(p, at + 16);
    FloatVector p2 = get(p, at + 32);
    FloatVector p3 = get(p, at + 48);
    FloatVector p4 = get(p, at + 64);
    FloatVector p5 = get(p, at + 80);
    FloatVector p6 = get(p, at + 96);
    FloatVector p7 = get(p, at + 112);
    FloatVector sum0 = get(sum, at);
    FloatVector sum1 = get(sum, at + 16);
    FloatVector sum2 = get(sum, at + 32);
    FloatVector sum3 = get(sum, at + 48);
    FloatVector sum4 = get(sum, at + 64);
    FloatVector sum5 = get(sum, at + 80);
    FloatVector sum6 = get(sum, at + 96);
    FloatVector sum7 = get(sum, at + 112);
    for (int k = from; k < to; k++) {
      long x = SimdLanes.row(base, indices[k], 8 * BLOCK);
      FloatVector x0 = load(x);
      FloatVector x1 = load(x + BLOCK);
      FloatVector x2 = load(x + 2 * BLOCK);
      FloatVector x3 = load(x + 3 * BLOCK);
      FloatVector x4 = load(x + 4 * BLOCK);
      FloatVector x5 = load(x + 5 * BLOCK);
      FloatVector x6 = load(x + 6 * BLOCK);
      FloatVector x7 = load(x + 7 * BLOCK);
      FloatVector lanes = x3.fma(p3, x2.fma(p2, x1.fma(p1, x0.fma(p0, all(0)))));
      lanes = x7.fma(p7, x6.fma(p6, x5.fma(p5, x4.fma(p4, lanes))));
      lanes = lanes.add(lanes.rearrange(BY_8));
      lanes = lanes.add(lanes.rearrange(BY_4));
      lanes = lanes.add(lanes.rearrange(BY_2));
      lanes = lanes.add(lanes.rearrange(BY_1));
      FloatVector scale = lanes.mul(all(c[k])).add(all(t[k]));
      sum0 = scale.fma(x0, sum0);
      sum1 = scale.fma(x1, sum1);
      sum2 = scale.fma(x2, sum2);
      sum3 = scale.fma(x3, sum3);
      sum4 = scale.fma(x4, sum4);
      sum5 = scale.fma(x5, sum5);
      sum6 = scale.fma(x6, sum6);
      sum7 = scale.fma(x7, sum7);
    }
    sum0.intoArray(sum, at);
    sum1.intoArray(sum, at + 16);
    sum2.intoArray(sum, at + 32);
    sum3.intoArray(sum, at + 48);
    sum4.intoArray(sum, at + 64);
    sum5.intoArray(sum, at + 80);
    sum6.intoArray(sum, at + 96);
    sum7.intoArray(sum, at + 112);
  }

  /**
   * Adds four rows. Products leave through an array: a vector that a method returns becomes an
   * object where the call is not inlined.
   */
  private static void addFour(
      long w,
      long x,
      long y,
      long z,
      int k,
      float[] c,
      float[] t,
      int bytes,
      float[] p,
      float[] sum,
      int at,
      float[] scales) {
    if (WIDE) {
      wide(w, x, y, z, bytes, p, at, scales);
    } else {
      narrow(w, x, y, z, bytes, p, at, scales);
    }
    for (int i = 0; i < AT_ONCE; i++) {
      scales[i] = t[k + i] + c[k + i] * scales[i];
    }
    add(w, x, y, z, scales, bytes, sum, at);
  }

  private static void wide(
      long w, long x, long y, long z, int bytes, float[] p, int at, float[] products) {
    FloatVector first = all(0);
    FloatVector second = all(0);
    FloatVector third = all(0);
    FloatVector fourth = all(0);
    for (int f = 0; f < bytes; f += BLOCK) {
      FloatVector lanes = get(p, at + f / Float.BYTES);
      first = lanes.fma(load(known(w) + f), first);
      second = lanes.fma(load(known(x) + f), second);
      third = lanes.fma(load(known(y) + f), third);
      fourth = lanes.fma(load(known(z) + f), fourth);
    }
    FloatVector sums =
        merge(merge(first, second, BY_8, ODD_8), merge(third, fourth, BY_8, ODD_8), BY_4, ODD_4);
    sums = sums.add(sums.rearrange(BY_2));
    SimdDots.put(sums.add(sums.rearrange(BY_1)), products, 0);
  }

  private static void narrow(
      long w, long x, long y, long z, int bytes, float[] p, int at, float[] products) {
    FloatVector first = zero();
    FloatVector second = zero();
    FloatVector third = zero();
    FloatVector fourth = zero();
    FloatVector first2 = zero();
    FloatVector second2 = zero();
    FloatVector third2 = zero();
    FloatVector fourth2 = zero();
    for (int f = 0; f < bytes; f += BLOCK) {
      FloatVector low = get(p, at + f / Float.BYTES);
      first = low.fma(load(known(w) + f), first);
      second = low.fma(load(known(x) + f), second);
      third = low.fma(load(known(y) + f), third);
      fourth = low.fma(load(known(z) + f), fourth);
      FloatVector high = get(p, at + f / Float.BYTES + LANES);
      first2 = high.fma(load(known(w) + f + STEP), first2);
      second2 = high.fma(load(known(x) + f + STEP), second2);
      third2 = high.fma(load(known(y) + f + STEP), third2);
      fourth2 = high.fma(load(known(z) + f + STEP), fourth2);
    }
    FloatVector sums =
        merge(
            merge(first.add(first2), second.add(second2), BY_4, ODD_4),
            merge(third.add(third2), fourth.add(fourth2), BY_4, ODD_4),
            BY_2,
            ODD_2);
    SimdDots.put(sums.add(sums.rearrange(BY_1)), products, 0);
  }

  private static void add(
      long w, long x, long y, long z, float[] scales, int bytes, float[] sum, int at) {
    FloatVector first = all(scales[0]);
    FloatVector second = all(scales[1]);
    FloatVector third = all(scales[2]);
    FloatVector fourth = all(scales[3]);
    for (int f = 0; f < bytes; f += STEP) {
      int to = at + f / Float.BYTES;
      FloatVector lanes = first.fma(load(known(w) + f), get(sum, to));
      lanes = second.fma(load(known(x) + f), lanes);
      lanes = third.fma(load(known(y) + f), lanes);
      fourth.fma(load(known(z) + f), lanes).intoArray(sum, to);
    }
  }

  private static void addOne(long x, int stride, float c, float t, float[] p, float[] sum, int at) {
    FloatVector low = zero();
    FloatVector high = zero();
    for (int f = 0; f < stride; f += BLOCK / Float.BYTES) {
      long from = x + (long) f * Float.BYTES;
      low = load(from).fma(get(p, at + f), low);
      if (!WIDE) {
        high = load(from + STEP).fma(get(p, at + f + LANES), high);
      }
    }
    FloatVector scale = all(t + c * SimdLanes.sum(low, high));
    for (int f = 0; f < stride; f += LANES) {
      scale.fma(load(x + (long) f * Float.BYTES), get(sum, at + f)).intoArray(sum, at + f);
    }
  }

  private static FloatVector get(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  private SimdListedRows() {}
}
