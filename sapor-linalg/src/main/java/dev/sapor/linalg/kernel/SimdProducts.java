package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Products of dense matrices in vector instructions, straight from their rows.
 *
 * <p>A tile is four rows of the target by two vectors. Its sums stay in registers while the inner
 * index k runs: a step loads two vectors of the right side and broadcasts four elements of the
 * left, for eight multiply-adds. What the left side stands in is given by two distances, so that
 * the same loop does A·B and Aᵀ·B. Nothing is packed: the rows of a block of users or items are
 * short enough for the first caches as they are.
 */
final class SimdProducts {

  static final int ROWS = 4;
  static final int LANES = SPECIES.length();

  /** Floats of a tile. */
  static final int TILE = ROWS * 2 * LANES;

  /** Steps over k at a time: their rows of both sides stay in the first cache. */
  private static final int AT_ONCE = 128;

  /**
   * {@code target[i][·] += Σ_k left(i, k) · right[k][·]}, each element one chain in the order of k
   * from what stands there.
   *
   * @param left where element (0, 0) of the left side is
   * @param byRow bytes from element (i, k) to (i + 1, k)
   * @param byStep bytes from element (i, k) to (i, k + 1)
   * @param right the first of the rows of the right side, as long as those of the target
   * @param inner how many k there are
   * @param target the first of the rows that are added to
   * @param rows how many
   * @param bytes length of the rows of right and target
   * @param cleared whether zeros are taken for what stands in the target
   */
  static void add(
      long left,
      int byRow,
      int byStep,
      long right,
      int inner,
      long target,
      int rows,
      int bytes,
      boolean cleared) {
    float[] tile = new float[TILE];
    for (int first = 0; first == 0 || first < inner; first += AT_ONCE) {
      int some = Math.min(AT_ONCE, inner - first);
      boolean fresh = cleared && first == 0;
      for (int i = 0; i < rows; i += ROWS) {
        int count = Math.min(ROWS, rows - i);
        long x = left + (long) i * byRow + (long) first * byStep;
        // Rows that are not there are read as the last one, and not stored.
        long second = count > 1 ? byRow : 0;
        long third = count > 2 ? 2L * byRow : second;
        long fourth = count > 3 ? 3L * byRow : third;
        int at = 0;
        while (at < bytes) {
          int width = Math.min(2 * STEP, bytes - at);
          long y = right + (long) first * bytes + at;
          long to = target + (long) i * bytes + at;
          fill(tile, to, count, bytes, width, fresh);
          if (width == 2 * STEP) {
            fourByTwo(x, x + second, x + third, x + fourth, byStep, y, bytes, some, tile);
          } else {
            fourByOne(x, x + second, x + third, x + fourth, byStep, y, bytes, some, tile);
          }
          empty(tile, to, count, bytes, width);
          at += width;
        }
      }
    }
  }

  private static void fill(
      float[] tile, long from, int count, int bytes, int width, boolean fresh) {
    for (int i = 0; i < count; i++) {
      for (int at = 0; at < width; at += STEP) {
        long source = SimdLanes.known(from + (long) i * bytes + at);
        FloatVector values = fresh ? all(0) : load(source);
        values.intoArray(tile, i * 2 * LANES + at / Float.BYTES);
      }
    }
  }

  private static void empty(float[] tile, long to, int count, int bytes, int width) {
    for (int i = 0; i < count; i++) {
      for (int at = 0; at < width; at += STEP) {
        FloatVector values = FloatVector.fromArray(SPECIES, tile, i * 2 * LANES + at / Float.BYTES);
        SimdLanes.store(values, SimdLanes.known(to + (long) i * bytes + at));
      }
    }
  }

  private static FloatVector get(float[] tile, int at) {
    return FloatVector.fromArray(SPECIES, tile, at);
  }

  private static void fourByTwo(
      long a, long b, long c, long d, int byStep, long right, int bytes, int inner, float[] tile) {
    FloatVector a0 = get(tile, 0);
    FloatVector a1 = get(tile, LANES);
    FloatVector b0 = get(tile, 2 * LANES);
    FloatVector b1 = get(tile, 3 * LANES);
    FloatVector c0 = get(tile, 4 * LANES);
    FloatVector c1 = get(tile, 5 * LANES);
    FloatVector d0 = get(tile, 6 * LANES);
    FloatVector d1 = get(tile, 7 * LANES);
    for (int k = 0; k < inner; k++) {
      long y = SimdLanes.known(right + (long) k * bytes);
      long x = (long) k * byStep;
      FloatVector y0 = load(y);
      FloatVector y1 = load(y + STEP);
      FloatVector s = all(SimdLanes.get(SimdLanes.known(a + x)));
      a0 = s.fma(y0, a0);
      a1 = s.fma(y1, a1);
      s = all(SimdLanes.get(SimdLanes.known(b + x)));
      b0 = s.fma(y0, b0);
      b1 = s.fma(y1, b1);
      s = all(SimdLanes.get(SimdLanes.known(c + x)));
      c0 = s.fma(y0, c0);
      c1 = s.fma(y1, c1);
      s = all(SimdLanes.get(SimdLanes.known(d + x)));
      d0 = s.fma(y0, d0);
      d1 = s.fma(y1, d1);
    }
    a0.intoArray(tile, 0);
    a1.intoArray(tile, LANES);
    b0.intoArray(tile, 2 * LANES);
    b1.intoArray(tile, 3 * LANES);
    c0.intoArray(tile, 4 * LANES);
    c1.intoArray(tile, 5 * LANES);
    d0.intoArray(tile, 6 * LANES);
    d1.intoArray(tile, 7 * LANES);
  }

  private static void fourByOne(
      long a, long b, long c, long d, int byStep, long right, int bytes, int inner, float[] tile) {
    FloatVector a0 = get(tile, 0);
    FloatVector b0 = get(tile, 2 * LANES);
    FloatVector c0 = get(tile, 4 * LANES);
    FloatVector d0 = get(tile, 6 * LANES);
    for (int k = 0; k < inner; k++) {
      FloatVector y = load(SimdLanes.known(right + (long) k * bytes));
      long x = (long) k * byStep;
      a0 = all(SimdLanes.get(SimdLanes.known(a + x))).fma(y, a0);
      b0 = all(SimdLanes.get(SimdLanes.known(b + x))).fma(y, b0);
      c0 = all(SimdLanes.get(SimdLanes.known(c + x))).fma(y, c0);
      d0 = all(SimdLanes.get(SimdLanes.known(d + x))).fma(y, d0);
    }
    a0.intoArray(tile, 0);
    b0.intoArray(tile, 2 * LANES);
    c0.intoArray(tile, 4 * LANES);
    d0.intoArray(tile, 6 * LANES);
  }

  private SimdProducts() {}
}
