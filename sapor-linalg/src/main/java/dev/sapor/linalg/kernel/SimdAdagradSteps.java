package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdLanes.BLOCK;
import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.WIDE;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.get;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.loadRest;
import static dev.sapor.linalg.kernel.SimdLanes.set;
import static dev.sapor.linalg.kernel.SimdLanes.split;
import static dev.sapor.linalg.kernel.SimdLanes.store;
import static dev.sapor.linalg.kernel.SimdLanes.sum;
import static dev.sapor.linalg.kernel.SimdLanes.zero;

import jdk.incubator.vector.FloatVector;

/**
 * The vector parts of a step of Adagrad: the product of all columns but the first eight, and the
 * move of two rows. The same few lines for each common width with the width as a constant, for the
 * reason given in {@link SimdSteps}.
 */
final class SimdAdagradSteps {

  /** Rows of 32 floats. */
  static float rest32(long l, long r) {
    FloatVector low = loadRest(l).fma(load(r), zero());
    FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
    for (int at = BLOCK; at < 128; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    return sum(low, high);
  }

  /** Rows of 32 floats. */
  static void move32(long l, long r, AdagradStep step) {
    FloatVector keepLeft = all(step.keepLeftRest);
    FloatVector stepLeft = all(step.stepLeftRest);
    FloatVector keepRight = all(step.keepRightRest);
    FloatVector stepRight = all(step.stepRightRest);
    for (int at = STEP; at < 128; at += STEP) {
      move(l + at, r + at, keepLeft, stepLeft, keepRight, stepRight);
    }
  }

  /** Rows of 64 floats. */
  static float rest64(long l, long r) {
    FloatVector low = loadRest(l).fma(load(r), zero());
    FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
    for (int at = BLOCK; at < 256; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    return sum(low, high);
  }

  /** Rows of 64 floats. */
  static void move64(long l, long r, AdagradStep step) {
    FloatVector keepLeft = all(step.keepLeftRest);
    FloatVector stepLeft = all(step.stepLeftRest);
    FloatVector keepRight = all(step.keepRightRest);
    FloatVector stepRight = all(step.stepRightRest);
    for (int at = STEP; at < 256; at += STEP) {
      move(l + at, r + at, keepLeft, stepLeft, keepRight, stepRight);
    }
  }

  /** Rows of 128 floats. */
  static float rest128(long l, long r) {
    FloatVector low = loadRest(l).fma(load(r), zero());
    FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
    for (int at = BLOCK; at < 512; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    return sum(low, high);
  }

  /** Rows of 128 floats. */
  static void move128(long l, long r, AdagradStep step) {
    FloatVector keepLeft = all(step.keepLeftRest);
    FloatVector stepLeft = all(step.stepLeftRest);
    FloatVector keepRight = all(step.keepRightRest);
    FloatVector stepRight = all(step.stepRightRest);
    for (int at = STEP; at < 512; at += STEP) {
      move(l + at, r + at, keepLeft, stepLeft, keepRight, stepRight);
    }
  }

  /** Rows of any width. */
  static float restAny(long l, long r, int bytes) {
    FloatVector low = loadRest(l).fma(load(r), zero());
    FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
    for (int at = BLOCK; at < bytes; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    return sum(low, high);
  }

  /** Rows of any width. */
  static void moveAny(long l, long r, int bytes, AdagradStep step) {
    FloatVector keepLeft = all(step.keepLeftRest);
    FloatVector stepLeft = all(step.stepLeftRest);
    FloatVector keepRight = all(step.keepRightRest);
    FloatVector stepRight = all(step.stepRightRest);
    for (int at = STEP; at < bytes; at += STEP) {
      move(l + at, r + at, keepLeft, stepLeft, keepRight, stepRight);
    }
  }

  /** Moves the first vector of two rows, which holds the first eight columns. */
  static void moveFirst(long l, long r, AdagradStep step) {
    move(
        l,
        r,
        split(step.keepLeft, step.keepLeftRest),
        split(step.stepLeft, step.stepLeftRest),
        split(step.keepRight, step.keepRightRest),
        split(step.stepRight, step.stepRightRest));
  }

  private static void move(
      long l,
      long r,
      FloatVector keepLeft,
      FloatVector stepLeft,
      FloatVector keepRight,
      FloatVector stepRight) {
    FloatVector x = load(l);
    FloatVector y = load(r);
    store(y.fma(stepLeft, x.mul(keepLeft)), l);
    store(x.fma(stepRight, y.mul(keepRight)), r);
  }

  /** A move by factors that are not finite: the columns only, and not their padding of zeros. */
  static void overflow(long l, long r, int columns, AdagradStep step) {
    for (int f = 0; f < columns; f++) {
      boolean first = f < AdagradState.FIRST;
      long at = (long) f * Float.BYTES;
      float x = get(l + at);
      float y = get(r + at);
      float keepLeft = first ? step.keepLeft : step.keepLeftRest;
      float keepRight = first ? step.keepRight : step.keepRightRest;
      set(l + at, Math.fma(first ? step.stepLeft : step.stepLeftRest, y, keepLeft * x));
      set(r + at, Math.fma(first ? step.stepRight : step.stepRightRest, x, keepRight * y));
    }
  }

  private SimdAdagradSteps() {}
}
