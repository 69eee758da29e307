package dev.sapor.solver.ranking;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.RootStep;
import dev.sapor.rankloss.UnitRows;

/**
 * Adam without its first mean (β1 = 0) on all rows of a matrix, where a step has gradients for a
 * few of them.
 *
 * <p>The mean square v of a row's gradients fades by β2 also in the steps that have no gradient for
 * it; k such steps are made good at once when the row is next needed. So a rare row moves further
 * in each of its steps, as where all rows are touched in all steps, and a step costs what its rows
 * cost. Threads may work on different rows at a time.
 */
final class MovedRows {

  static final float SQUARE_DECAY = 0.999f;

  private final RootStep state;
  private final Kernels kernels = Kernels.get();
  // The number of the last step that a row had, over all epochs, modulo 2^32: differences are
  // small.
  private final int[] last;
  private final boolean unit;
  private final float[] left;

  /**
   * @param unit whether rows are brought back to length 1 after each step
   */
  MovedRows(RootStep state, int stepsOfEpoch, boolean unit) {
    this.state = state;
    this.unit = unit;
    this.last = new int[state.parameters().rows()];
    this.left = new float[stepsOfEpoch + 1];
    for (int gap = 0; gap <= stepsOfEpoch; gap++) {
      left[gap] = (float) StrictMath.pow(SQUARE_DECAY, gap);
    }
  }

  RootStep state() {
    return state;
  }

  /** The learning rate of a step, counted from 1, with the correction for a short memory. */
  static float rate(double rate, long step) {
    return (float) (rate * Math.sqrt(1 - StrictMath.pow(SQUARE_DECAY, (double) step)));
  }

  /** Takes a step with a row: the step of the epoch, counted from 1. */
  void step(int row, int step, FloatMatrix gradients, int gradientRow, float rate, float decay) {
    kernels.descendByRoots(
        state, row, gradients, gradientRow, rate, decay, left[step - last[row]], 1 - SQUARE_DECAY);
    last[row] = step;
    if (unit) {
      UnitRows.shorten(state.parameters(), row);
    }
  }

  /** Ends an epoch of so many steps. */
  void finish(int steps) {
    for (int row = 0; row < last.length; row++) {
      float factor = left[steps - last[row]];
      kernels.combine(0, state.squares(), row, factor, state.squares(), row);
      last[row] = 0;
    }
  }
}
