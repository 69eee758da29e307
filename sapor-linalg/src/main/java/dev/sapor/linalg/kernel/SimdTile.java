package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.load;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RowPanels;
import jdk.incubator.vector.FloatVector;

/**
 * Products of up to eight rows with the 32 rows of a panel, in vector instructions.
 *
 * <p>A tile is 8 rows on the left by the 32 of a panel: 16 sums in registers of 512 bits. A step
 * over f loads two vectors of the panel and 8 elements of the left, which stand side by side
 * because the left side is transposed first, and does 16 multiply-adds. Registers of 256 bits are
 * half as many and half as wide, so there a tile is 4 by 16; each sum is the same chain.
 *
 * <p>The sums leave through a small array: a method with as many memory segment accesses as a tile
 * has sums is one that the JIT compiler stops inlining.
 */
final class SimdTile {

  /** Rows of a tile. */
  static final int ROWS = 8;

  static final int WIDTH = RowPanels.WIDTH;
  static final int PANEL_STEP = WIDTH * Float.BYTES;
  static final int LANES = SPECIES.length();
  private static final boolean WIDE = 2 * LANES == WIDTH;

  /** Listed rows in groups of eight, element f of all eight side by side. */
  static float[][] groups(FloatMatrix left, int[] rows, int from, int count) {
    float[][] groups = new float[Math.ceilDiv(count, ROWS)][left.columns() * ROWS];
    float[] row = new float[left.columns()];
    for (int k = 0; k < count; k++) {
      left.copyRow(rows[from + k], row);
      float[] group = groups[k / ROWS];
      for (int f = 0; f < row.length; f++) {
        group[f * ROWS + k % ROWS] = row[f];
      }
    }
    return groups;
  }

  /** Where a panel begins. */
  static long address(RowPanels right, int panel) {
    return SimdLanes.row(right.segment().address(), panel, (right.columns() + 1) * PANEL_STEP);
  }

  /**
   * The products of the first rows of a group with a panel.
   *
   * @param tile receives product (i, j) at {@code i * WIDTH + j}
   */
  static void multiply(float[] x, long panel, int count, float[] tile) {
    if (count == 1) {
      for (int j = 0; j < WIDTH; j += 2 * LANES) {
        oneRow(x, panel + (long) j * Float.BYTES, tile, j);
      }
    } else if (WIDE && count > ROWS / 2) {
      eightRows(x, panel, tile);
    } else {
      for (int i = 0; i < count; i += ROWS / 2) {
        for (int j = 0; j < WIDTH; j += 2 * LANES) {
          fourRows(x, i, panel + (long) j * Float.BYTES, tile, i * WIDTH + j);
        }
      }
    }
  }

  /** The sums of 8 rows with 2 vectors of a panel. */
  private static void eightRows(float[] x, long panel, float[] tile) {
    // Not a constant object: the compiler would keep boxes for the sums, and be 17 times as slow.
    FloatVector zero = all(0);
    FloatVector a0 = zero, a1 = zero, b0 = zero, b1 = zero;
    FloatVector c0 = zero, c1 = zero, d0 = zero, d1 = zero;
    FloatVector e0 = zero, e1 = zero, f0 = zero, f1 = zero;
    FloatVector g0 = zero, g1 = zero, h0 = zero, h1 = zero;
    for (int i = 0; i + 7 < x.length; i += ROWS) {
      long at = panel + (long) i * (PANEL_STEP / ROWS);
      FloatVector y0 = load(at);
      FloatVector y1 = load(at + STEP);
      FloatVector a = all(x[i]);
      a0 = a.fma(y0, a0);
      a1 = a.fma(y1, a1);
      FloatVector b = all(x[i + 1]);
      b0 = b.fma(y0, b0);
      b1 = b.fma(y1, b1);
      FloatVector c = all(x[i + 2]);
      c0 = c.fma(y0, c0);
      c1 = c.fma(y1, c1);
      FloatVector d = all(x[i + 3]);
      d0 = d.fma(y0, d0);
      d1 = d.fma(y1, d1);
      FloatVector e = all(x[i + 4]);
      e0 = e.fma(y0, e0);
      e1 = e.fma(y1, e1);
      FloatVector f = all(x[i + 5]);
      f0 = f.fma(y0, f0);
      f1 = f.fma(y1, f1);
      FloatVector g = all(x[i + 6]);
      g0 = g.fma(y0, g0);
      g1 = g.fma(y1, g1);
      FloatVector h = all(x[i + 7]);
      h0 = h.fma(y0, h0);
      h1 = h.fma(y1, h1);
    }
    put(a0, a1, tile, 0);
    put(b0, b1, tile, WIDTH);
    put(c0, c1, tile, 2 * WIDTH);
    put(d0, d1, tile, 3 * WIDTH);
    put(e0, e1, tile, 4 * WIDTH);
    put(f0, f1, tile, 5 * WIDTH);
    put(g0, g1, tile, 6 * WIDTH);
    put(h0, h1, tile, 7 * WIDTH);
  }

  /** The sums of the first row with 2 vectors of a panel. */
  private static void oneRow(float[] x, long panel, float[] tile, int target) {
    FloatVector a0 = all(0);
    FloatVector a1 = all(0);
    for (int i = 0; i < x.length; i += ROWS) {
      long at = SimdLanes.known(panel + (long) i * (PANEL_STEP / ROWS));
      FloatVector a = all(x[i]);
      a0 = a.fma(load(at), a0);
      a1 = a.fma(load(at + STEP), a1);
    }
    put(a0, a1, tile, target);
  }

  /** The sums of 4 rows, from {@code first} on, with 2 vectors of a panel. */
  private static void fourRows(float[] x, int first, long panel, float[] tile, int target) {
    FloatVector zero = all(0); // no constant, as above
    FloatVector a0 = zero, a1 = zero, b0 = zero, b1 = zero;
    FloatVector c0 = zero, c1 = zero, d0 = zero, d1 = zero;
    for (int i = 0; i + 7 < x.length; i += ROWS) {
      long at = panel + (long) i * (PANEL_STEP / ROWS);
      FloatVector y0 = load(at);
      FloatVector y1 = load(at + STEP);
      FloatVector a = all(x[i + first]);
      a0 = a.fma(y0, a0);
      a1 = a.fma(y1, a1);
      FloatVector b = all(x[i + first + 1]);
      b0 = b.fma(y0, b0);
      b1 = b.fma(y1, b1);
      FloatVector c = all(x[i + first + 2]);
      c0 = c.fma(y0, c0);
      c1 = c.fma(y1, c1);
      FloatVector d = all(x[i + first + 3]);
      d0 = d.fma(y0, d0);
      d1 = d.fma(y1, d1);
    }
    put(a0, a1, tile, target);
    put(b0, b1, tile, target + WIDTH);
    put(c0, c1, tile, target + 2 * WIDTH);
    put(d0, d1, tile, target + 3 * WIDTH);
  }

  private static void put(FloatVector first, FloatVector second, float[] tile, int at) {
    first.intoArray(tile, at);
    second.intoArray(tile, at + LANES);
  }

  private SimdTile() {}
}
