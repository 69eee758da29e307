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
 */
final class SimdBest {

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
    int count = selections.count;
    float[][] groups = SimdTile.groups(left, selections.rows, selections.from, count);
    SimdBest best = new SimdBest(offsets, right, selections);
    for (int panel = 0; panel < right.panels(); panel++) {
      int wanted = selections.wanted(panel);
      for (int g = 0; g < groups.length && wanted != 0; g++) {
        best.tile(groups[g], panel, g * ROWS, Math.min(ROWS, count - g * ROWS), wanted);
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
