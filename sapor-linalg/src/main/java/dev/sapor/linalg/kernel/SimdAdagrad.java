package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdAdagradEight.ENTRIES;

/**
 * Steps of Adagrad in vector instructions; the formulas are those of {@link AdagradState}.
 *
 * <p>Eight entries are taken together, phase by phase, where no two of them share a row: then the
 * order among them does not matter. Others are taken one by one.
 *
 * <p>The phases are called through an interface with many implementations on purpose. The JIT
 * compiler inlines pieces into a method until it has had enough nodes: the rest it does not inline,
 * and its vectors become objects, five times slower. What it calls through an interface it compiles
 * apart, with that allowance for itself.
 */
final class SimdAdagrad {

  /** A phase of a step of eight entries. */
  private interface Phase {
    void run();
  }

  private final AdagradStep step;
  private final EntryPiece piece;
  private final SimdAdagradEight eight;
  private final Phase[] phases;

  private SimdAdagrad(EntryPiece piece, AdagradStep step) {
    this.step = step;
    this.piece = piece;
    this.eight = new SimdAdagradEight(step, piece);
    long l = step.leftFactors.segment().address();
    long r = step.rightFactors.segment().address();
    int bytes = SimdKernels.rowBytes(step.leftFactors);
    Phase products =
        switch (bytes) {
          case 128 -> () -> SimdAdagradRows.products32(eight, l, r);
          case 256 -> () -> SimdAdagradRows.products64(eight, l, r);
          case 512 -> () -> SimdAdagradRows.products128(eight, l, r);
          default -> () -> SimdAdagradRows.products(eight, l, r, bytes);
        };
    Phase move =
        switch (bytes) {
          case 128 -> () -> SimdAdagradRows.move32(eight, l, r);
          case 256 -> () -> SimdAdagradRows.move64(eight, l, r);
          case 512 -> () -> SimdAdagradRows.move128(eight, l, r);
          default -> () -> SimdAdagradRows.move(eight, l, r, bytes);
        };
    Phase moveFinite =
        () -> {
          if (eight.finite) {
            move.run();
          } else {
            SimdAdagradRows.overflow(eight, l, r, bytes);
          }
        };
    phases =
        new Phase[] {
          eight::collect,
          products,
          () -> SimdAdagradGroups.estimate(eight),
          () -> SimdAdagradGroups.take(eight),
          eight::give,
          moveFinite
        };
  }

  static void run(EntryList entries, long from, long to, AdagradStep step) {
    EntryPiece piece = new EntryPiece(entries, from, to);
    SimdAdagrad adagrad = new SimdAdagrad(piece, step);
    for (int count; (count = piece.next()) > 0; ) {
      adagrad.visit(count);
    }
  }

  private void visit(int count) {
    if (step.columns == 0) {
      ScalarAdagrad.visit(piece, 0, count, step);
      return;
    }
    int k = piece.single(count);
    ScalarAdagrad.visit(piece, 0, k, step);
    for (; k + ENTRIES <= count; k += ENTRIES) {
      if (SimdAdagradEight.differ(piece.rows, k) && SimdAdagradEight.differ(piece.columns, k)) {
        eight.at = k;
        for (Phase phase : phases) {
          phase.run();
        }
      } else {
        ScalarAdagrad.visit(piece, k, k + ENTRIES, step);
      }
    }
    ScalarAdagrad.visit(piece, k, count, step);
  }
}
