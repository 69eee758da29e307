package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.SimdAdagradBatch.ENTRIES;

/**
 * Steps of Adagrad in vector instructions; the formulas are those of {@link AdagradState}.
 *
 * <p>Entries are taken together, phase by phase, where no two of them share a row: then the order
 * among them does not matter. Others are taken one by one.
 */
final class SimdAdagrad {

  private final AdagradStep step;
  private final EntryPiece piece;
  private final SimdAdagradBatch batch;
  private final SimdAdagradPhase[] phases;

  private SimdAdagrad(EntryPiece piece, AdagradStep step) {
    this.step = step;
    this.piece = piece;
    this.batch = new SimdAdagradBatch(step, piece);
    this.phases = SimdAdagradPhase.of(batch);
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
      batch.at = k;
      for (SimdAdagradPhase phase : phases) {
        if (!phase.run()) {
          ScalarAdagrad.visit(piece, k, k + ENTRIES, step);
          break;
        }
      }
    }
    ScalarAdagrad.visit(piece, k, count, step);
  }
}
