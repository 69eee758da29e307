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
 * Steps of Adagrad on a piece of a list: for each entry the products of the first eight columns and
 * of the rest, {@link SimdAdagradGroups#take}, and the move of the rows. The same lines for each
 * common width with the width as a constant, for the reason given in {@link SimdSteps}.
 *
 * <p>The loop over the entries and the rows stands in one method on purpose, and the groups in
 * another. The JIT compiler inlines pieces into the loop until it has had enough nodes: the rest it
 * does not inline, and vectors become objects, five times slower. Methods of this length are not
 * inlined anywhere, and so have that allowance for themselves. For the same reason the first vector
 * is part of the loop over a row and not before it where that can be had: each access to memory in
 * the text costs hundreds of nodes.
 */
final class SimdAdagradSteps {

  /** Rows of 32 floats. */
  static void of32(EntryPiece piece, int count, long left, long right, AdagradStep step) {
    for (int k = 0; k < count; k++) {
      int i = piece.rows[k];
      int j = piece.columns[k];
      step.check(i, j);
      long l = SimdLanes.row(left, i, 128);
      long r = SimdLanes.row(right, j, 128);
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
      if (!SimdAdagradGroups.take(step, i, j, piece.values[k], first, sum(low, high))) {
        overflow(l, r, step);
        continue;
      }
      float[] of = step.coefficients;
      FloatVector keepLeftRest = all(of[1]);
      FloatVector keepRightRest = all(of[3]);
      FloatVector stepLeftRest = all(of[5]);
      FloatVector stepRightRest = all(of[7]);
      FloatVector keepLeft = withFirst(keepLeftRest, of[0]);
      FloatVector keepRight = withFirst(keepRightRest, of[2]);
      FloatVector stepLeft = withFirst(stepLeftRest, of[4]);
      FloatVector stepRight = withFirst(stepRightRest, of[6]);
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
  }

  /** Rows of 64 floats. */
  static void of64(EntryPiece piece, int count, long left, long right, AdagradStep step) {
    for (int k = 0; k < count; k++) {
      int i = piece.rows[k];
      int j = piece.columns[k];
      step.check(i, j);
      long l = SimdLanes.row(left, i, 256);
      long r = SimdLanes.row(right, j, 256);
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
      if (!SimdAdagradGroups.take(step, i, j, piece.values[k], first, sum(low, high))) {
        overflow(l, r, step);
        continue;
      }
      float[] of = step.coefficients;
      FloatVector keepLeftRest = all(of[1]);
      FloatVector keepRightRest = all(of[3]);
      FloatVector stepLeftRest = all(of[5]);
      FloatVector stepRightRest = all(of[7]);
      FloatVector keepLeft = withFirst(keepLeftRest, of[0]);
      FloatVector keepRight = withFirst(keepRightRest, of[2]);
      FloatVector stepLeft = withFirst(stepLeftRest, of[4]);
      FloatVector stepRight = withFirst(stepRightRest, of[6]);
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
  }

  /** Rows of 128 floats. */
  static void of128(EntryPiece piece, int count, long left, long right, AdagradStep step) {
    for (int k = 0; k < count; k++) {
      int i = piece.rows[k];
      int j = piece.columns[k];
      step.check(i, j);
      long l = SimdLanes.row(left, i, 512);
      long r = SimdLanes.row(right, j, 512);
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
      if (!SimdAdagradGroups.take(step, i, j, piece.values[k], first, sum(low, high))) {
        overflow(l, r, step);
        continue;
      }
      float[] of = step.coefficients;
      FloatVector keepLeftRest = all(of[1]);
      FloatVector keepRightRest = all(of[3]);
      FloatVector stepLeftRest = all(of[5]);
      FloatVector stepRightRest = all(of[7]);
      FloatVector keepLeft = withFirst(keepLeftRest, of[0]);
      FloatVector keepRight = withFirst(keepRightRest, of[2]);
      FloatVector stepLeft = withFirst(stepLeftRest, of[4]);
      FloatVector stepRight = withFirst(stepRightRest, of[6]);
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
  }

  /** Rows of any width. */
  static void ofAny(
      EntryPiece piece, int count, long left, long right, int bytes, AdagradStep step) {
    for (int k = 0; k < count; k++) {
      int i = piece.rows[k];
      int j = piece.columns[k];
      step.check(i, j);
      long l = SimdLanes.row(left, i, bytes);
      long r = SimdLanes.row(right, j, bytes);
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
      if (!SimdAdagradGroups.take(step, i, j, piece.values[k], first, sum(low, high))) {
        overflow(l, r, step);
        continue;
      }
      float[] of = step.coefficients;
      FloatVector keepLeftRest = all(of[1]);
      FloatVector keepRightRest = all(of[3]);
      FloatVector stepLeftRest = all(of[5]);
      FloatVector stepRightRest = all(of[7]);
      FloatVector keepLeft = withFirst(keepLeftRest, of[0]);
      FloatVector keepRight = withFirst(keepRightRest, of[2]);
      FloatVector stepLeft = withFirst(stepLeftRest, of[4]);
      FloatVector stepRight = withFirst(stepRightRest, of[6]);
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
  }

  /** A move by factors that are not finite: the columns only, and not their padding of zeros. */
  private static void overflow(long l, long r, AdagradStep step) {
    float[] of = step.coefficients;
    for (int f = 0; f < step.columns; f++) {
      int group = f < AdagradState.FIRST ? 0 : 1;
      long at = (long) f * Float.BYTES;
      float x = get(l + at);
      float y = get(r + at);
      set(l + at, Math.fma(of[4 + group], y, of[group] * x));
      set(r + at, Math.fma(of[6 + group], x, of[2 + group] * y));
    }
  }

  private SimdAdagradSteps() {}
}
