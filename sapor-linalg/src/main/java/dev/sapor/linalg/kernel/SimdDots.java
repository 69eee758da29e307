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
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.merge;
import static dev.sapor.linalg.kernel.SimdLanes.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Dot products of one row with four at a time: the row is loaded once for the four, and one tree
 * sums the lanes of all. The shape of each sum is the one that {@link Kernels} prescribes.
 */
final class SimdDots {

  /** Rows that are taken together. */
  static final int ROWS = 4;

  // Where a tree of four leaves its sums: those of the first and second row are half a vector
  // apart.
  private static final VectorShuffle<Float> SORT =
      VectorShuffle.fromOp(
          SPECIES,
          lane -> (lane & 1) * SPECIES.length() / 2 + (lane >> 1 & 1) * SPECIES.length() / 4);

  /**
   * The products of {@code x} with four rows.
   *
   * @param out receives them from {@code from} on
   */
  static void four(long x, long a, long b, long c, long d, int bytes, float[] out, int from) {
    if (WIDE) {
      fourWide(x, a, b, c, d, bytes, out, from);
    } else {
      fourNarrow(x, a, b, c, d, bytes, out, from);
    }
  }

  private static void fourWide(
      long x, long a, long b, long c, long d, int bytes, float[] out, int from) {
    FloatVector first = zero();
    FloatVector second = zero();
    FloatVector third = zero();
    FloatVector fourth = zero();
    for (int at = 0; at < bytes; at += BLOCK) {
      FloatVector lanes = load(x + at);
      first = lanes.fma(load(a + at), first);
      second = lanes.fma(load(b + at), second);
      third = lanes.fma(load(c + at), third);
      fourth = lanes.fma(load(d + at), fourth);
    }
    FloatVector sums =
        merge(merge(first, second, BY_8, ODD_8), merge(third, fourth, BY_8, ODD_8), BY_4, ODD_4);
    sums = sums.add(sums.rearrange(BY_2));
    put(sums.add(sums.rearrange(BY_1)), out, from);
  }

  /** The same with a block in two vectors: the later halves are added before the tree begins. */
  private static void fourNarrow(
      long x, long a, long b, long c, long d, int bytes, float[] out, int from) {
    FloatVector first = zero();
    FloatVector second = zero();
    FloatVector third = zero();
    FloatVector fourth = zero();
    FloatVector first2 = zero();
    FloatVector second2 = zero();
    FloatVector third2 = zero();
    FloatVector fourth2 = zero();
    for (int at = 0; at < bytes; at += BLOCK) {
      FloatVector low = load(x + at);
      first = low.fma(load(a + at), first);
      second = low.fma(load(b + at), second);
      third = low.fma(load(c + at), third);
      fourth = low.fma(load(d + at), fourth);
      FloatVector high = load(x + at + STEP);
      first2 = high.fma(load(a + at + STEP), first2);
      second2 = high.fma(load(b + at + STEP), second2);
      third2 = high.fma(load(c + at + STEP), third2);
      fourth2 = high.fma(load(d + at + STEP), fourth2);
    }
    FloatVector sums =
        merge(
            merge(first.add(first2), second.add(second2), BY_4, ODD_4),
            merge(third.add(third2), fourth.add(fourth2), BY_4, ODD_4),
            BY_2,
            ODD_2);
    put(sums.add(sums.rearrange(BY_1)), out, from);
  }

  /** The products of four pairs of rows, one after the other in {@code out}. */
  static void fourPairs(
      long a, long b, long c, long d, long w, long x, long y, long z, int bytes, float[] out) {
    FloatVector first = lanes(a, w, bytes);
    FloatVector second = lanes(b, x, bytes);
    FloatVector third = lanes(c, y, bytes);
    FloatVector fourth = lanes(d, z, bytes);
    FloatVector sums;
    if (WIDE) {
      sums =
          merge(merge(first, second, BY_8, ODD_8), merge(third, fourth, BY_8, ODD_8), BY_4, ODD_4);
      sums = sums.add(sums.rearrange(BY_2));
    } else {
      sums =
          merge(merge(first, second, BY_4, ODD_4), merge(third, fourth, BY_4, ODD_4), BY_2, ODD_2);
    }
    put(sums.add(sums.rearrange(BY_1)), out, 0);
  }

  /** The lanes of a product: sixteen, or eight whose halves are added. */
  private static FloatVector lanes(long x, long y, int bytes) {
    if (!WIDE) {
      return halves(x, y, bytes);
    }
    FloatVector lanes = zero();
    for (int at = 0; at < bytes; at += BLOCK) {
      lanes = load(SimdLanes.known(x) + at).fma(load(SimdLanes.known(y) + at), lanes);
    }
    return lanes;
  }

  private static FloatVector halves(long x, long y, int bytes) {
    FloatVector low = zero();
    FloatVector high = zero();
    for (int at = 0; at < bytes; at += BLOCK) {
      low = load(x + at).fma(load(y + at), low);
      high = load(x + at + STEP).fma(load(y + at + STEP), high);
    }
    return low.add(high);
  }

  /** Stores the four sums that a tree of four leaves. */
  static void put(FloatVector sums, float[] out, int from) {
    FloatVector sorted = sums.rearrange(SORT);
    ((FloatVector) sorted.reinterpretShape(FloatVector.SPECIES_128, 0)).intoArray(out, from);
  }

  private SimdDots() {}
}
