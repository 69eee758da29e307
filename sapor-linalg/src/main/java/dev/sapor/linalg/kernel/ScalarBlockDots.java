package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.FloatMatrix.LANES;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Dot products of some rows with all rows of another matrix: with 64 columns and 64 rows on the
 * left 8 ns each, with a single one about 60; one by one they take 65.
 *
 * <p>A dot product alone does not vectorise in plain Java: its sixteen lanes are sixteen scalars.
 * So the right side is taken in tiles, and a tile is transposed: element f of all its rows stands
 * in one array, lane l of all its dot products in another, and {@code lane += x[f] · column f} is
 * the row update that the JIT compiler turns into vector instructions. Each element of a lane sees
 * the same multiply-adds in the same order as in {@link ScalarLoops#dot}, and the lanes are added
 * as the same tree, so the bits are the same.
 */
final class ScalarBlockDots {

  /** Rows of a tile: with 64 columns its 64 KiB stay in the second-level cache. */
  private static final int TILE = 256;

  private final FloatMatrix right;
  // columns[f][j]: element f of row j of the tile
  private final float[][] columns;
  // lanes[l][j]: partial sum l of the dot product with row j of the tile
  private final float[][] lanes = new float[LANES][TILE];

  private ScalarBlockDots(FloatMatrix right) {
    this.right = right;
    this.columns = new float[right.stride()][TILE];
  }

  /** {@code out[k][j] = left[k] · right[j]} for rows on the left that are as long as a stride. */
  static void run(float[][] left, FloatMatrix right, FloatMatrix out) {
    ScalarBlockDots dots = new ScalarBlockDots(right);
    for (int first = 0; first < right.rows(); first += TILE) {
      int count = Math.min(TILE, right.rows() - first);
      dots.transpose(first, count);
      for (int k = 0; k < left.length; k++) {
        dots.tile(left[k], count);
        long target = out.rowOffset(k) + (long) first * Float.BYTES;
        MemorySegment.copy(dots.lanes[0], 0, out.segment(), NativeLayouts.FLOAT, target, count);
      }
    }
  }

  private void transpose(int first, int count) {
    float[] row = new float[right.columns()];
    for (int j = 0; j < count; j++) {
      right.copyRow(first + j, row);
      for (int f = 0; f < row.length; f++) {
        columns[f][j] = row[f];
      }
    }
  }

  /** Leaves the dot products of one row with the tile in lane 0. */
  private void tile(float[] x, int count) {
    for (int lane = 0; lane < LANES; lane++) {
      sumLane(x, lane, count);
    }
    for (int lane = 0; lane < 4; lane++) {
      addLanes(lanes[lane], lanes[lane + 8], lanes[lane + 4], lanes[lane + 12], count);
    }
    addLanes(lanes[0], lanes[2], lanes[1], lanes[3], count);
  }

  private void sumLane(float[] x, int lane, int count) {
    float[] sum = lanes[lane];
    Arrays.fill(sum, 0, count, 0f);
    int f = lane;
    for (; f + 3 * LANES < x.length; f += 4 * LANES) {
      int g = f + LANES;
      int h = g + LANES;
      int i = h + LANES;
      ScalarLoops.addScaled4(
          sum, x[f], columns[f], x[g], columns[g], x[h], columns[h], x[i], columns[i], count);
    }
    for (; f < x.length; f += LANES) {
      ScalarLoops.addScaled(sum, x[f], columns[f], count);
    }
  }

  /** {@code a = (a + b) + (c + d)}, element by element. */
  private static void addLanes(float[] a, float[] b, float[] c, float[] d, int count) {
    for (int j = 0; j < count; j++) {
      a[j] = (a[j] + b[j]) + (c[j] + d[j]);
    }
  }
}
