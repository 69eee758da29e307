package dev.sapor.linalg.kernel;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.QuantizedPanels;
import dev.sapor.linalg.TopK;
import org.jspecify.annotations.Nullable;

/**
 * One search for the best products of a row with the rows of quantized panels. A kernel goes
 * through the panels, as long as {@link #goesOn}, and passes on whatever is not below the bar by
 * its bound; here it is scored exactly.
 *
 * <p>A bound holds in real numbers; {@code slack} is more than what rounding can do to it and to
 * the exact score together. With u = 2⁻²⁴ a chain of F multiply-adds is off by at most 1.01 F u ‖x‖
 * ‖v‖, that of the codes by as much of a row not twice as long, and the few other operations by u
 * times what goes in.
 */
final class QuantizedSearch {

  private static final double UNIT = 0x1p-24;

  /** Of as many rows as this one must be eligible, or those that are are scored one by one. */
  private static final int SPARSE = 32;

  final float[] x;
  final float offset;
  final float length;
  final float slack;

  private final int row;
  private final QuantizedPanels right;
  private final long[] shared;
  private final @Nullable CsrMatrix except;
  private final TopK best;
  private final float[] y;
  private float bar;

  QuantizedSearch(
      FloatMatrix left,
      int row,
      float offset,
      QuantizedPanels right,
      Kernels.Wanted wanted,
      TopK best) {
    this.x = left.row(row);
    this.offset = offset;
    this.row = row;
    this.right = right;
    shared = wanted.shared();
    except = wanted.except();
    this.best = best;
    y = new float[x.length];
    double sum = 0;
    for (float element : x) {
      sum += (double) element * element;
    }
    length = Math.nextUp((float) (Math.sqrt(sum) * (1 + 0x1p-40)));
    double greatest =
        (double) length * (right.panels() == 0 ? 0 : right.greatestLength(0))
            + Math.abs(offset)
            + right.greatestOffset();
    slack = Math.nextUp((float) ((4 * x.length + 32) * UNIT * greatest)) + Float.MIN_NORMAL;
    bar = best.threshold();
  }

  /**
   * Whether so few rows are eligible that each is scored on its own; they are offered then.
   *
   * @return true if the search is over
   */
  boolean offersOneByOne() {
    long eligible = 0;
    for (long word : shared) {
      eligible += Long.bitCount(word);
    }
    if (eligible > right.rows() / SPARSE) {
      return false;
    }
    for (int word = 0; word < shared.length; word++) {
      for (long bits = shared[word]; bits != 0; bits &= bits - 1) {
        offerRow(word * Long.SIZE + Long.numberOfTrailingZeros(bits));
      }
    }
    return true;
  }

  /** Whether a row of a panel, or of a later one, may still enter. */
  boolean goesOn(int panel) {
    float most =
        (offset + right.greatestOffset(panel)) + length * right.greatestLength(panel) + slack;
    return !(most < bar);
  }

  /** What a bound must not be below, less the slack. */
  float bar() {
    return bar - slack;
  }

  /** Offers rows of a panel, as bits. */
  void offer(int panel, int bits) {
    int first = panel * QuantizedPanels.WIDTH;
    for (int left = bits & there(first); left != 0; left &= left - 1) {
      int candidate = right.row(first + Integer.numberOfTrailingZeros(left));
      if ((shared[candidate / Long.SIZE] >>> candidate & 1) != 0) {
        offerRow(candidate);
      }
    }
  }

  private int there(int first) {
    int count = right.rows() - first;
    return count < QuantizedPanels.WIDTH ? (1 << count) - 1 : -1;
  }

  private void offerRow(int candidate) {
    if (except == null || except.find(row, candidate) < 0) {
      best.offer(candidate, score(candidate));
      bar = best.threshold();
    }
  }

  /** To the bits that {@link Kernels#chains} has. */
  private float score(int candidate) {
    right.matrix().copyRow(candidate, y);
    float sum = 0;
    for (int f = 0; f < x.length; f++) {
      sum = Math.fma(x[f], y[f], sum);
    }
    return (offset + right.offset(candidate)) + sum;
  }
}
