package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.SPECIES;
import static dev.sapor.linalg.kernel.SimdLanes.WIDE;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.known;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.loadCodes;

import dev.sapor.linalg.QuantizedPanels;
import jdk.incubator.vector.FloatVector;

/**
 * Bounds of products with quantized rows, in vector instructions. Codes become floats as they are
 * loaded; the sums of the 32 rows of a panel stay in registers, and their bounds are compared with
 * the bar before anything else is done.
 */
final class SimdQuantized {

  private static final int LANES = SPECIES.length();

  /** Bytes of codes that a vector takes. */
  private static final long STEP = LANES;

  private static final int WIDTH = QuantizedPanels.WIDTH;
  private static final long COLUMN = WIDTH * Float.BYTES;

  static void run(QuantizedSearch search, QuantizedPanels right) {
    float[] sums = new float[WIDTH];
    long base = right.segment().address();
    for (int panel = 0; panel < right.panels() && search.goesOn(panel); panel++) {
      long address = base + right.panelOffset(panel);
      if (WIDE) {
        twoVectors(search.x, address + QuantizedPanels.HEAD, sums);
      } else {
        fourVectors(search.x, address + QuantizedPanels.HEAD, sums);
      }
      int entering = ~below(sums, address, search.offset, search.length, search.bar());
      if (entering != 0) {
        search.offer(panel, entering);
      }
    }
  }

  private static void twoVectors(float[] x, long codes, float[] sums) {
    FloatVector a = all(0);
    FloatVector b = all(0);
    for (int f = 0; f < x.length; f++) {
      FloatVector scale = all(x[f]);
      long at = known(codes + (long) f * WIDTH);
      a = scale.fma(loadCodes(at), a);
      b = scale.fma(loadCodes(at + STEP), b);
    }
    a.intoArray(sums, 0);
    b.intoArray(sums, LANES);
  }

  private static void fourVectors(float[] x, long codes, float[] sums) {
    FloatVector a = all(0);
    FloatVector b = all(0);
    FloatVector c = all(0);
    FloatVector d = all(0);
    for (int f = 0; f < x.length; f++) {
      FloatVector scale = all(x[f]);
      long at = known(codes + (long) f * WIDTH);
      a = scale.fma(loadCodes(at), a);
      b = scale.fma(loadCodes(at + STEP), b);
      c = scale.fma(loadCodes(at + 2 * STEP), c);
      d = scale.fma(loadCodes(at + 3 * STEP), d);
    }
    a.intoArray(sums, 0);
    b.intoArray(sums, LANES);
    c.intoArray(sums, 2 * LANES);
    d.intoArray(sums, 3 * LANES);
  }

  /** Which bounds of a panel are below the bar, as bits; NaN is not. */
  private static int below(float[] sums, long head, float offset, float length, float bar) {
    FloatVector offsets = all(offset);
    FloatVector lengths = all(length);
    FloatVector bars = all(bar);
    int bits = 0;
    for (int j = 0; j < WIDTH; j += LANES) {
      long at = known(head + (long) j * Float.BYTES);
      FloatVector product = load(at).mul(FloatVector.fromArray(SPECIES, sums, j));
      FloatVector bound = lengths.fma(load(at + COLUMN), product);
      bound = bound.add(offsets.add(load(at + 2 * COLUMN)));
      bits |= (int) bound.lt(bars).toLong() << j;
    }
    return bits;
  }

  private SimdQuantized() {}
}
