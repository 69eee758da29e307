package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.AdagradStep.GROUPS;
import static dev.sapor.linalg.kernel.SimdAdagradBatch.ENTRIES;
import static dev.sapor.linalg.kernel.SimdAdagradBatch.PARTS;
import static dev.sapor.linalg.kernel.SimdLanes.BLOCK;
import static dev.sapor.linalg.kernel.SimdLanes.BY_8;
import static dev.sapor.linalg.kernel.SimdLanes.FIRST_8;
import static dev.sapor.linalg.kernel.SimdLanes.STEP;
import static dev.sapor.linalg.kernel.SimdLanes.WIDE;
import static dev.sapor.linalg.kernel.SimdLanes.all;
import static dev.sapor.linalg.kernel.SimdLanes.get;
import static dev.sapor.linalg.kernel.SimdLanes.load;
import static dev.sapor.linalg.kernel.SimdLanes.set;
import static dev.sapor.linalg.kernel.SimdLanes.store;
import static dev.sapor.linalg.kernel.SimdLanes.zero;

import jdk.incubator.vector.FloatVector;

/**
 * What Adagrad does with the rows of a batch: products of the first eight columns and of the rest,
 * and the move. The same lines for each common width with the width as a constant, for the reason
 * given in {@link SimdSteps}.
 */
final class SimdAdagradRows {

  /** Rows of 32 floats. */
  static void products32(SimdAdagradBatch batch, long left, long right) {
    int[] rows = batch.piece.rows;
    int[] columns = batch.piece.columns;
    for (int e = 0; e < ENTRIES; e++) {
      long l = SimdLanes.row(left, rows[batch.at + e], 128);
      long r = SimdLanes.row(right, columns[batch.at + e], 128);
      FloatVector first = load(l).fma(load(r), zero());
      FloatVector low = first.blend(zero(), FIRST_8);
      FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
      for (int at = BLOCK; at < 128; at += BLOCK) {
        low = load(l + at).fma(load(r + at), low);
        if (!WIDE) {
          high = load(l + at + STEP).fma(load(r + at + STEP), high);
        }
      }
      putParts(first, low, high, batch.parts, PARTS * e);
    }
  }

  /** Rows of 64 floats. */
  static void products64(SimdAdagradBatch batch, long left, long right) {
    int[] rows = batch.piece.rows;
    int[] columns = batch.piece.columns;
    for (int e = 0; e < ENTRIES; e++) {
      long l = SimdLanes.row(left, rows[batch.at + e], 256);
      long r = SimdLanes.row(right, columns[batch.at + e], 256);
      FloatVector first = load(l).fma(load(r), zero());
      FloatVector low = first.blend(zero(), FIRST_8);
      FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
      for (int at = BLOCK; at < 256; at += BLOCK) {
        low = load(l + at).fma(load(r + at), low);
        if (!WIDE) {
          high = load(l + at + STEP).fma(load(r + at + STEP), high);
        }
      }
      putParts(first, low, high, batch.parts, PARTS * e);
    }
  }

  /** Rows of 128 floats. */
  static void products128(SimdAdagradBatch batch, long left, long right) {
    int[] rows = batch.piece.rows;
    int[] columns = batch.piece.columns;
    for (int e = 0; e < ENTRIES; e++) {
      long l = SimdLanes.row(left, rows[batch.at + e], 512);
      long r = SimdLanes.row(right, columns[batch.at + e], 512);
      FloatVector first = load(l).fma(load(r), zero());
      FloatVector low = first.blend(zero(), FIRST_8);
      FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
      for (int at = BLOCK; at < 512; at += BLOCK) {
        low = load(l + at).fma(load(r + at), low);
        if (!WIDE) {
          high = load(l + at + STEP).fma(load(r + at + STEP), high);
        }
      }
      putParts(first, low, high, batch.parts, PARTS * e);
    }
  }

  /** Rows of any width. */
  static void products(SimdAdagradBatch batch, long left, long right, int bytes) {
    int[] rows = batch.piece.rows;
    int[] columns = batch.piece.columns;
    for (int e = 0; e < ENTRIES; e++) {
      long l = SimdLanes.row(left, rows[batch.at + e], bytes);
      long r = SimdLanes.row(right, columns[batch.at + e], bytes);
      FloatVector first = load(l).fma(load(r), zero());
      FloatVector low = first.blend(zero(), FIRST_8);
      FloatVector high = WIDE ? zero() : load(l + STEP).fma(load(r + STEP), zero());
      for (int at = BLOCK; at < bytes; at += BLOCK) {
        low = load(l + at).fma(load(r + at), low);
        if (!WIDE) {
          high = load(l + at + STEP).fma(load(r + at + STEP), high);
        }
      }
      putParts(first, low, high, batch.parts, PARTS * e);
    }
  }

  /** Rows of 32 floats. */
  static void move32(SimdAdagradBatch batch, long left, long right) {
    int[] rows = batch.piece.rows;
    int[] columns = batch.piece.columns;
    float[] keep = batch.keep;
    float[] steps = batch.steps;
    for (int e = 0; e < ENTRIES; e++) {
      long l = SimdLanes.row(left, rows[batch.at + e], 128);
      long r = SimdLanes.row(right, columns[batch.at + e], 128);
      int group = GROUPS * e;
      FloatVector keepLeftRest = all(keep[group + 1]);
      FloatVector keepRightRest = all(keep[group + 3]);
      FloatVector stepLeftRest = all(steps[group + 1]);
      FloatVector stepRightRest = all(steps[group + 3]);
      FloatVector keepLeft = keepLeftRest.blend(all(keep[group]), FIRST_8);
      FloatVector keepRight = keepRightRest.blend(all(keep[group + 2]), FIRST_8);
      FloatVector stepLeft = stepLeftRest.blend(all(steps[group]), FIRST_8);
      FloatVector stepRight = stepRightRest.blend(all(steps[group + 2]), FIRST_8);
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
  static void move64(SimdAdagradBatch batch, long left, long right) {
    int[] rows = batch.piece.rows;
    int[] columns = batch.piece.columns;
    float[] keep = batch.keep;
    float[] steps = batch.steps;
    for (int e = 0; e < ENTRIES; e++) {
      long l = SimdLanes.row(left, rows[batch.at + e], 256);
      long r = SimdLanes.row(right, columns[batch.at + e], 256);
      int group = GROUPS * e;
      FloatVector keepLeftRest = all(keep[group + 1]);
      FloatVector keepRightRest = all(keep[group + 3]);
      FloatVector stepLeftRest = all(steps[group + 1]);
      FloatVector stepRightRest = all(steps[group + 3]);
      FloatVector keepLeft = keepLeftRest.blend(all(keep[group]), FIRST_8);
      FloatVector keepRight = keepRightRest.blend(all(keep[group + 2]), FIRST_8);
      FloatVector stepLeft = stepLeftRest.blend(all(steps[group]), FIRST_8);
      FloatVector stepRight = stepRightRest.blend(all(steps[group + 2]), FIRST_8);
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
  static void move128(SimdAdagradBatch batch, long left, long right) {
    int[] rows = batch.piece.rows;
    int[] columns = batch.piece.columns;
    float[] keep = batch.keep;
    float[] steps = batch.steps;
    for (int e = 0; e < ENTRIES; e++) {
      long l = SimdLanes.row(left, rows[batch.at + e], 512);
      long r = SimdLanes.row(right, columns[batch.at + e], 512);
      int group = GROUPS * e;
      FloatVector keepLeftRest = all(keep[group + 1]);
      FloatVector keepRightRest = all(keep[group + 3]);
      FloatVector stepLeftRest = all(steps[group + 1]);
      FloatVector stepRightRest = all(steps[group + 3]);
      FloatVector keepLeft = keepLeftRest.blend(all(keep[group]), FIRST_8);
      FloatVector keepRight = keepRightRest.blend(all(keep[group + 2]), FIRST_8);
      FloatVector stepLeft = stepLeftRest.blend(all(steps[group]), FIRST_8);
      FloatVector stepRight = stepRightRest.blend(all(steps[group + 2]), FIRST_8);
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
  static void move(SimdAdagradBatch batch, long left, long right, int bytes) {
    int[] rows = batch.piece.rows;
    int[] columns = batch.piece.columns;
    float[] keep = batch.keep;
    float[] steps = batch.steps;
    for (int e = 0; e < ENTRIES; e++) {
      long l = SimdLanes.row(left, rows[batch.at + e], bytes);
      long r = SimdLanes.row(right, columns[batch.at + e], bytes);
      int group = GROUPS * e;
      FloatVector keepLeftRest = all(keep[group + 1]);
      FloatVector keepRightRest = all(keep[group + 3]);
      FloatVector stepLeftRest = all(steps[group + 1]);
      FloatVector stepRightRest = all(steps[group + 3]);
      FloatVector keepLeft = keepLeftRest.blend(all(keep[group]), FIRST_8);
      FloatVector keepRight = keepRightRest.blend(all(keep[group + 2]), FIRST_8);
      FloatVector stepLeft = stepLeftRest.blend(all(steps[group]), FIRST_8);
      FloatVector stepRight = stepRightRest.blend(all(steps[group + 2]), FIRST_8);
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

  /** Eight lanes of each product: of the first columns, and of the rest. */
  private static void putParts(
      FloatVector first, FloatVector low, FloatVector high, float[] parts, int at) {
    if (WIDE) {
      low.add(low.rearrange(BY_8)).blend(first, FIRST_8).intoArray(parts, at);
    } else {
      first.intoArray(parts, at);
      low.add(high).intoArray(parts, at + 8);
    }
  }

  /**
   * A move by factors that are not all finite: the columns only, and not their padding of zeros.
   */
  static void overflow(SimdAdagradBatch batch, long left, long right, int bytes) {
    float[] keep = batch.keep;
    float[] steps = batch.steps;
    for (int e = 0; e < ENTRIES; e++) {
      long l = SimdLanes.row(left, batch.piece.rows[batch.at + e], bytes);
      long r = SimdLanes.row(right, batch.piece.columns[batch.at + e], bytes);
      for (int f = 0; f < batch.step.columns; f++) {
        int group = GROUPS * e + (f < AdagradState.FIRST ? 0 : 1);
        long at = (long) f * Float.BYTES;
        float x = get(l + at);
        float y = get(r + at);
        set(l + at, Math.fma(steps[group], y, keep[group] * x));
        set(r + at, Math.fma(steps[group + 2], x, keep[group + 2] * y));
      }
    }
  }

  private SimdAdagradRows() {}
}
