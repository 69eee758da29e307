package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.store;
import static dev.sapor.linalg.kernel.SimdTile.LANES;
import static dev.sapor.linalg.kernel.SimdTile.PANEL_STEP;
import static dev.sapor.linalg.kernel.SimdTile.ROWS;
import static dev.sapor.linalg.kernel.SimdTile.WIDTH;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RowPanels;
import jdk.incubator.vector.FloatVector;

/**
 * Products of some rows with all rows of panels, in vector instructions. For each panel all tiles
 * are done before the next: the panel is in the first-level cache by then, and the panels are read
 * from memory once.
 */
final class SimdChains {

  private final RowPanels right;
  private final FloatMatrix out;
  private final float[] offsets;
  private final float[] tile = new float[ROWS * WIDTH];

  private SimdChains(float[] offsets, RowPanels right, FloatMatrix out) {
    this.offsets = offsets;
    this.right = right;
    this.out = out;
  }

  /** {@code out[k - from][j] = (offsets[k - from] + offset of j) + left[rows[k]] · right[j]}. */
  static void run(
      FloatMatrix left,
      int[] rows,
      int from,
      int to,
      float[] offsets,
      RowPanels right,
      FloatMatrix out) {
    int count = to - from;
    float[][] groups = SimdTile.groups(left, rows, from, count);
    SimdChains chains = new SimdChains(offsets, right, out);
    for (int panel = 0; panel < right.panels(); panel++) {
      for (int g = 0; g < groups.length; g++) {
        chains.tile(groups[g], panel, g * ROWS, Math.min(ROWS, count - g * ROWS));
      }
    }
  }

  private void tile(float[] x, int panel, int firstRow, int count) {
    long address = SimdTile.address(right, panel);
    SimdTile.multiply(x, address, count, tile);
    int there = Math.min(WIDTH, right.rows() - panel * WIDTH);
    long biases = address + (long) right.columns() * PANEL_STEP;
    for (int i = 0; i < count; i++) {
      long target =
          SimdLanes.row(out.segment().address(), firstRow + i, out.stride() * Float.BYTES)
              + (long) panel * PANEL_STEP;
      if (there == WIDTH) {
        finish(tile, i * WIDTH, offsets[firstRow + i], biases, target);
      } else {
        finishSome(tile, i * WIDTH, offsets[firstRow + i], biases, target, there);
      }
    }
  }

  /** Adds the offsets to a whole row of a tile and stores it. */
  private static void finish(float[] tile, int from, float offset, long biases, long target) {
    FloatVector offsets = all(offset);
    for (int j = 0; j < WIDTH; j += LANES) {
      long at = (long) j * Float.BYTES;
      FloatVector sum = FloatVector.fromArray(SPECIES, tile, from + j);
      store(offsets.add(load(biases + at)).add(sum), target + at);
    }
  }

  /** The same for the panel at the end, whose missing rows are not to reach the target. */
  private static void finishSome(
      float[] tile, int from, float offset, long biases, long target, int count) {
    for (int j = 0; j < count; j++) {
      long at = (long) j * Float.BYTES;
      SimdLanes.set(target + at, (offset + SimdLanes.get(biases + at)) + tile[from + j]);
    }
  }
}
