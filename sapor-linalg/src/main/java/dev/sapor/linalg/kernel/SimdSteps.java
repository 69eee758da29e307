package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.BLOCK;
import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.WIDE;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.get;
import static dev.sapor.linalg.kernel.SimdLanes.known;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.set;
import static dev.sapor.linalg.kernel.SimdLanes.store;
import static dev.sapor.linalg.kernel.SimdLanes.sum;
import static dev.sapor.linalg.kernel.SimdLanes.zero;

import jdk.incubator.vector.FloatVector;

/**
 * One stochastic gradient step on two rows: {@code step = rate · (value - (base + l · r))}, then
 * {@code l = step · r + keepLeft · l} and {@code r = step · l + keepRight · r} from the old rows.
 *
 * <p>The same few lines for each common width, with the width as a constant: only then does the JIT
 * compiler unroll the loops and keep the sum in a register. A shared method for the product would
 * be compiled once for all widths, and then no longer be inlined. Methods this small are compiled
 * within the first percent of an epoch. Each returns the step; where that is not finite the rows
 * are left to {@link #overflow}, for vectors would spoil the padding.
 */
final class SimdSteps {

  /** Rows of 32 floats. */
  static float of32(
      long l, long r, float base, float value, float rate, float keepLeft, float keepRight) {
    FloatVector low = zero();
    FloatVector high = zero();
    for (int at = 0; at < 128; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    float step = rate * (value - (base + sum(low, high)));
    if (Float.isFinite(step)) {
      FloatVector steps = all(step);
      FloatVector left = all(keepLeft);
      FloatVector right = all(keepRight);
      for (int at = 0; at < 128; at += STEP) {
        move(l + at, r + at, steps, left, right);
      }
    }
    return step;
  }

  /** Rows of 64 floats. */
  static float of64(
      long l, long r, float base, float value, float rate, float keepLeft, float keepRight) {
    FloatVector low = zero();
    FloatVector high = zero();
    for (int at = 0; at < 256; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    float step = rate * (value - (base + sum(low, high)));
    if (Float.isFinite(step)) {
      FloatVector steps = all(step);
      FloatVector left = all(keepLeft);
      FloatVector right = all(keepRight);
      for (int at = 0; at < 256; at += STEP) {
        move(l + at, r + at, steps, left, right);
      }
    }
    return step;
  }

  /** Rows of 128 floats. */
  static float of128(
      long leftRow,
      long rightRow,
      float base,
      float value,
      float rate,
      float keepLeft,
      float keepRight) {
    long l = known(leftRow);
    long r = known(rightRow);
    FloatVector low = zero();
    FloatVector high = zero();
    for (int at = 0; at < 512; at += 2 * BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      low = load(l + at + BLOCK).fma(load(r + at + BLOCK), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
        high = load(l + at + BLOCK + STEP).fma(load(r + at + BLOCK + STEP), high);
      }
    }
    float step = rate * (value - (base + sum(low, high)));
    if (Float.isFinite(step)) {
      FloatVector steps = all(step);
      FloatVector left = all(keepLeft);
      FloatVector right = all(keepRight);
      for (int at = 0; at < 512; at += 2 * STEP) {
        move(l + at, r + at, steps, left, right);
        move(l + at + STEP, r + at + STEP, steps, left, right);
      }
    }
    return step;
  }

  /** Rows of any width. */
  static float ofAny(
      long l,
      long r,
      int bytes,
      float base,
      float value,
      float rate,
      float keepLeft,
      float keepRight) {
    FloatVector low = zero();
    FloatVector high = zero();
    for (int at = 0; at < bytes; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    float step = rate * (value - (base + sum(low, high)));
    if (Float.isFinite(step)) {
      FloatVector steps = all(step);
      FloatVector left = all(keepLeft);
      FloatVector right = all(keepRight);
      for (int at = 0; at < bytes; at += STEP) {
        move(l + at, r + at, steps, left, right);
      }
    }
    return step;
  }

  private static void move(
      long l, long r, FloatVector steps, FloatVector keepLeft, FloatVector keepRight) {
    FloatVector x = load(l);
    FloatVector y = load(r);
    store(y.fma(steps, x.mul(keepLeft)), l);
    store(x.fma(steps, y.mul(keepRight)), r);
  }

  /** The update by a step that is not finite: the columns only, and not their padding of zeros. */
  static void overflow(long l, long r, int columns, float step, float keepLeft, float keepRight) {
    for (int f = 0; f < columns; f++) {
      long at = (long) f * Float.BYTES;
      float x = get(l + at);
      float y = get(r + at);
      set(l + at, Math.fma(step, y, keepLeft * x));
      set(r + at, Math.fma(step, x, keepRight * y));
    }
  }

  private SimdSteps() {}
}
