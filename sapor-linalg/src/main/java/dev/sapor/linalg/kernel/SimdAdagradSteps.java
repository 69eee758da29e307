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
import static dev.sapor.linalg.kernel.SimdLanes.sumOfFirst;
import static dev.sapor.linalg.kernel.SimdLanes.withFirst;
import static dev.sapor.linalg.kernel.SimdLanes.withoutFirst;
import static dev.sapor.linalg.kernel.SimdLanes.zero;

import jdk.incubator.vector.FloatVector;

/**
 * One step of Adagrad on an entry and its two rows: the products of the first eight columns and of
 * the rest, {@link AdagradStep#take}, and the move of the rows. The same lines for each common
 * width with the width as a constant, for the reason given in {@link SimdSteps}.
 *
 * <p>All of a step stands in one method on purpose. In pieces, the JIT compiler inlines them into
 * the loop over the entries, and that into its caller, until it has had enough nodes: the rest it
 * does not inline, and vectors become objects, five times slower. A method of this length is not
 * inlined anywhere, and so has that allowance for itself. For the same reason the first vector is
 * part of the loop and not before it: each access to memory in the text costs hundreds of nodes.
 */
final class SimdAdagradSteps {

  /** Rows of 32 floats. */
  static void of32(long l, long r, int i, int j, float value, AdagradStep step) {
    FloatVector low = load(l).fma(load(r), zero());
    float first = sumOfFirst(low);
    low = withoutFirst(low);
    FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
    for (int at = BLOCK; at < 128; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    step.take(i, j, value, first, sum(low, high));
    if (!step.isFinite()) {
      overflow(l, r, step);
      return;
    }
    FloatVector keepLeftRest = all(step.keepLeftRest);
    FloatVector stepLeftRest = all(step.stepLeftRest);
    FloatVector keepRightRest = all(step.keepRightRest);
    FloatVector stepRightRest = all(step.stepRightRest);
    FloatVector keepLeft = withFirst(keepLeftRest, step.keepLeft);
    FloatVector stepLeft = withFirst(stepLeftRest, step.stepLeft);
    FloatVector keepRight = withFirst(keepRightRest, step.keepRight);
    FloatVector stepRight = withFirst(stepRightRest, step.stepRight);
    for (int at = 0; at < 128; at += STEP) {
      FloatVector x = load(l + at);
      FloatVector y = load(r + at);
      store(y.fma(stepLeft, x.mul(keepLeft)), l + at);
      store(x.fma(stepRight, y.mul(keepRight)), r + at);
      keepLeft = keepLeftRest;
      stepLeft = stepLeftRest;
      keepRight = keepRightRest;
      stepRight = stepRightRest;
    }
  }

  /** Rows of 64 floats. */
  static void of64(long l, long r, int i, int j, float value, AdagradStep step) {
    FloatVector low = load(l).fma(load(r), zero());
    float first = sumOfFirst(low);
    low = withoutFirst(low);
    FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
    for (int at = BLOCK; at < 256; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    step.take(i, j, value, first, sum(low, high));
    if (!step.isFinite()) {
      overflow(l, r, step);
      return;
    }
    FloatVector keepLeftRest = all(step.keepLeftRest);
    FloatVector stepLeftRest = all(step.stepLeftRest);
    FloatVector keepRightRest = all(step.keepRightRest);
    FloatVector stepRightRest = all(step.stepRightRest);
    FloatVector keepLeft = withFirst(keepLeftRest, step.keepLeft);
    FloatVector stepLeft = withFirst(stepLeftRest, step.stepLeft);
    FloatVector keepRight = withFirst(keepRightRest, step.keepRight);
    FloatVector stepRight = withFirst(stepRightRest, step.stepRight);
    for (int at = 0; at < 256; at += STEP) {
      FloatVector x = load(l + at);
      FloatVector y = load(r + at);
      store(y.fma(stepLeft, x.mul(keepLeft)), l + at);
      store(x.fma(stepRight, y.mul(keepRight)), r + at);
      keepLeft = keepLeftRest;
      stepLeft = stepLeftRest;
      keepRight = keepRightRest;
      stepRight = stepRightRest;
    }
  }

  /** Rows of 128 floats. */
  static void of128(long l, long r, int i, int j, float value, AdagradStep step) {
    FloatVector low = load(l).fma(load(r), zero());
    float first = sumOfFirst(low);
    low = withoutFirst(low);
    FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
    for (int at = BLOCK; at < 512; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    step.take(i, j, value, first, sum(low, high));
    if (!step.isFinite()) {
      overflow(l, r, step);
      return;
    }
    FloatVector keepLeftRest = all(step.keepLeftRest);
    FloatVector stepLeftRest = all(step.stepLeftRest);
    FloatVector keepRightRest = all(step.keepRightRest);
    FloatVector stepRightRest = all(step.stepRightRest);
    FloatVector keepLeft = withFirst(keepLeftRest, step.keepLeft);
    FloatVector stepLeft = withFirst(stepLeftRest, step.stepLeft);
    FloatVector keepRight = withFirst(keepRightRest, step.keepRight);
    FloatVector stepRight = withFirst(stepRightRest, step.stepRight);
    for (int at = 0; at < 512; at += STEP) {
      FloatVector x = load(l + at);
      FloatVector y = load(r + at);
      store(y.fma(stepLeft, x.mul(keepLeft)), l + at);
      store(x.fma(stepRight, y.mul(keepRight)), r + at);
      keepLeft = keepLeftRest;
      stepLeft = stepLeftRest;
      keepRight = keepRightRest;
      stepRight = stepRightRest;
    }
  }

  /** Rows of any width. */
  static void ofAny(long l, long r, int bytes, int i, int j, float value, AdagradStep step) {
    FloatVector low = load(l).fma(load(r), zero());
    float first = sumOfFirst(low);
    low = withoutFirst(low);
    FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
    for (int at = BLOCK; at < bytes; at += BLOCK) {
      low = load(l + at).fma(load(r + at), low);
      if (!WIDE) {
        high = load(l + at + STEP).fma(load(r + at + STEP), high);
      }
    }
    step.take(i, j, value, first, sum(low, high));
    if (!step.isFinite()) {
      overflow(l, r, step);
      return;
    }
    FloatVector keepLeftRest = all(step.keepLeftRest);
    FloatVector stepLeftRest = all(step.stepLeftRest);
    FloatVector keepRightRest = all(step.keepRightRest);
    FloatVector stepRightRest = all(step.stepRightRest);
    FloatVector keepLeft = withFirst(keepLeftRest, step.keepLeft);
    FloatVector stepLeft = withFirst(stepLeftRest, step.stepLeft);
    FloatVector keepRight = withFirst(keepRightRest, step.keepRight);
    FloatVector stepRight = withFirst(stepRightRest, step.stepRight);
    for (int at = 0; at < bytes; at += STEP) {
      FloatVector x = load(l + at);
      FloatVector y = load(r + at);
      store(y.fma(stepLeft, x.mul(keepLeft)), l + at);
      store(x.fma(stepRight, y.mul(keepRight)), r + at);
      keepLeft = keepLeftRest;
      stepLeft = stepLeftRest;
      keepRight = keepRightRest;
      stepRight = stepRightRest;
    }
  }

  /** A move by factors that are not finite: the columns only, and not their padding of zeros. */
  private static void overflow(long l, long r, AdagradStep step) {
    for (int f = 0; f < step.columns(); f++) {
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
