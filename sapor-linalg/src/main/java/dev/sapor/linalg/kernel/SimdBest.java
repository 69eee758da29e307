package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdTile.LANES;
import static dev.sapor.linalg.kernel.SimdTile.PANEL_STEP;
import static dev.sapor.linalg.kernel.SimdTile.ROWS;
import static dev.sapor.linalg.kernel.SimdTile.WIDTH;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RowPanels;
import jdk.incubator.vector.FloatVector;

/**
 * The best products of some rows with all rows of panels, in vector instructions. The products of a
 * tile are compared with the bar of their row before anything is stored; soon nearly all are below
 * it, and a row of a tile costs two comparisons.
 *
 * <p>Some panels at a time are gone through with all rows, so many rows at a time: these and a
 * panel fit the first cache, the panels the second, and the third or the memory is asked for a
 * panel once for all rows.
 */
final class SimdBest {

  /** Bytes of panels that are gone through with all rows before the next. */
  private static final int CACHED_BYTES = 128 << 10;

  /** Groups of eight rows that go through these panels before the next. */
  private static final int CACHED_GROUPS = 8;

  private final float[] offsets;
  private final RowPanels right;
  private final Selections selections;
  private final float[] tile = new float[ROWS * WIDTH];

  private SimdBest(float[] offsets, RowPanels right, Selections selections) {
    this.offsets = offsets;
    this.right = right;
    this.selections = selections;
  }

  static void run(FloatMatrix left, float[] offsets, RowPanels right, Selections selections) {
    float[][] groups = SimdTile.groups(left, selections.rows, selections.from, selections.count);
    SimdBest best = new SimdBest(offsets, right, selections);
    int panels = Math.max(1, CACHED_BYTES / ((right.columns() + 1) * PANEL_STEP));
    for (int panel = 0; panel < right.panels(); panel += panels) {
      int end = Math.min(right.panels(), panel + panels);
      for (int g = 0; g < groups.length; g += CACHED_GROUPS) {
        best.offer(groups, g, Math.min(groups.length, g + CACHED_GROUPS), panel, end);
      }
    }
  }

  private void offer(float[][] groups, int from, int to, int firstPanel, int endPanel) {
    for (int panel = firstPanel; panel < endPanel; panel++) {
      int wanted = selections.wanted(panel);
      for (int g = from; g < to && wanted != 0; g++) {
        tile(groups[g], panel, g * ROWS, Math.min(ROWS, selections.count - g * ROWS), wanted);
      }
    }
  }

  private void tile(float[] x, int panel, int firstRow, int count, int wanted) {
    long address = SimdTile.address(right, panel);
    SimdTile.multiply(x, address, count, tile);
    long biases = address + (long) right.columns() * PANEL_STEP;
    float[] bars = selections.bars;
    for (int i = 0; i < count; i++) {
      int row = firstRow + i;
      int entering = wanted & ~below(tile, i * WIDTH, offsets[row], biases, bars[row]);
      if (entering != 0) {
        offer(row, panel, entering, i * WIDTH, biases);
      }
    }
  }

  /** Which scores of a row of a tile are below its bar, as bits; NaN is not. */
  private static int below(float[] tile, int from, float offset, long biases, float bar) {
    FloatVector offsets = all(offset);
    FloatVector bars = all(bar);
    int bits = 0;
    for (int j = 0; j < WIDTH; j += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, tile, from + j);
      FloatVector score = offsets.add(load(biases + (long) j * Float.BYTES)).add(sum);
      bits |= (int) score.lt(bars).toLong() << j;
    }
    return bits;
  }

  private void offer(int row, int panel, int entering, int from, long biases) {
    for (int bits = entering; bits != 0; bits &= bits - 1) {
      int j = Integer.numberOfTrailingZeros(bits);
      float bias = SimdLanes.get(biases + (long) j * Float.BYTES);
      selections.offer(row, panel * WIDTH + j, (offsets[row] + bias) + tile[from + j]);
    }
  }
}
