package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Exponential} in vector instructions, down the columns of a matrix. */
final class SimdExponential {

  static void run(long first, int rows, int bytes, float scale, float shift, long sums) {
    for (int at = 0; at < bytes; at += STEP) {
      column(first + at, rows, bytes, scale, shift, sums + at);
    }
  }

  private static void column(long first, int rows, int bytes, float scale, float shift, long sums) {
    FloatVector sum = load(SimdLanes.known(sums));
    for (int row = 0; row < rows; row++) {
      long at = SimdLanes.known(first + (long) row * bytes);
      FloatVector value = of(load(at).fma(all(scale), all(shift)));
      store(value, at);
      sum = sum.add(value);
    }
    store(sum, SimdLanes.known(sums));
  }

  private static FloatVector of(FloatVector value) {
    FloatVector x = value.max(Exponential.LEAST).min(Exponential.MOST);
    FloatVector rounded = x.fma(all(Exponential.LOG2_E), all(Exponential.ROUNDER));
    FloatVector n = rounded.sub(Exponential.ROUNDER);
    FloatVector r = n.fma(all(-Exponential.LN2_LOW), n.fma(all(-Exponential.LN2_HIGH), x));
    FloatVector p = all(Exponential.C7).fma(r, all(Exponential.C6));
    p = p.fma(r, all(Exponential.C5));
    p = p.fma(r, all(Exponential.C4));
    p = p.fma(r, all(Exponential.C3));
    p = p.fma(r, all(Exponential.C2));
    FloatVector fraction = p.fma(r.mul(r), r).add(1);
    FloatVector power =
        rounded
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, Exponential.MANTISSA)
            .add(Exponential.ONE)
            .reinterpretAsFloats();
    return fraction.mul(power);
  }

  private SimdExponential() {}
}
