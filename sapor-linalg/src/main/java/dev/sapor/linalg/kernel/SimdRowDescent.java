package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.BLOCK;
import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.WIDE;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.get;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.set;
import static dev.sapor.linalg.kernel.SimdLanes.store;
import static dev.sapor.linalg.kernel.SimdLanes.sum;
import static dev.sapor.linalg.kernel.SimdLanes.zero;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import jdk.incubator.vector.FloatVector;

/**
 * Steps over the entries of one row in vector instructions; the formulas are those of {@link
 * RowDescent}. Each step waits for the one before, which moved the same row: the time of an entry
 * is the latency of a product and a move, and not their number of instructions.
 */
final class SimdRowDescent {

  static void run(CsrMatrix entries, int row, RowDescent descent, int first, RowWalk walk) {
    DescentFactors factors = descent.factors();
    FloatMatrix moves = descent.moves();
    int bytes = SimdKernels.rowBytes(moves);
    long l = SimdLanes.row(factors.left().segment().address(), row, bytes);
    long s = SimdLanes.row(descent.added().segment().address(), row, bytes);
    long rightBase = factors.right().segment().address();
    long movesBase = moves.segment().address();
    float[] b = factors.rightBiases();
    float[] steps = descent.steps();
    float mean = factors.mean();
    boolean biased = factors.biased();
    float rate = walk.rate();
    float a = factors.leftBiases()[row];
    long start = entries.start(row);
    int count = entries.count(row);
    for (int turn = 0; turn < count; turn++) {
      int k = walk.place(turn, count);
      int j = entries.column(start + k);
      long r = SimdLanes.row(rightBase, j, bytes);
      long m = SimdLanes.row(movesBase, first + k, bytes);
      float estimate = ((mean + a) + b[j]) + product(l, s, r, bytes);
      float step = rate * (entries.value(start + k) - estimate);
      steps[first + k] = step;
      if (biased) {
        a = Math.fma(walk.keepBias(), a, step);
      }
      if (Float.isFinite(step)) {
        move(l, s, r, m, bytes, step, walk);
      } else {
        overflow(l, s, r, m, moves.columns(), step, walk);
      }
    }
    factors.leftBiases()[row] = a;
  }

  /** (l + s) · r. */
  private static float product(long l, long s, long r, int bytes) {
    FloatVector low = zero();
    FloatVector high = zero();
    for (int at = 0; at < bytes; at += BLOCK) {
      low = load(l + at).add(load(s + at)).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).add(load(s + at + STEP)).fma(load(r + at + STEP), high);
      }
    }
    return sum(low, high);
  }

  private static void move(long l, long s, long r, long m, int bytes, float step, RowWalk walk) {
    FloatVector steps = all(step);
    FloatVector nothing = zero();
    FloatVector keepLeft = all(walk.keepLeft());
    FloatVector keepAdded = all(walk.keepAdded());
    for (int at = 0; at < bytes; at += STEP) {
      FloatVector x = load(l + at);
      FloatVector y = load(s + at);
      FloatVector q = load(r + at);
      // Added to 0, so that a step below 0 leaves the padding 0 and not -0.
      store(x.add(y).fma(steps, nothing), m + at);
      store(q.fma(steps, x.mul(keepLeft)), l + at);
      store(q.fma(steps, y.mul(keepAdded)), s + at);
    }
  }

  /** The same for a step that is not finite: the columns only, and not their padding of zeros. */
  private static void overflow(
      long l, long s, long r, long m, int columns, float step, RowWalk walk) {
    for (int f = 0; f < columns; f++) {
      long at = (long) f * Float.BYTES;
      float x = get(l + at);
      float y = get(s + at);
      float q = get(r + at);
      set(m + at, Math.fma(step, x + y, 0f));
      set(l + at, Math.fma(step, q, walk.keepLeft() * x));
      set(s + at, Math.fma(step, q, walk.keepAdded() * y));
    }
  }

  private SimdRowDescent() {}
}
