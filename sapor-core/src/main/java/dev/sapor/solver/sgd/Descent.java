package dev.sapor.solver.sgd;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.EntryList;
import java.util.SortedMap;

/** The rule of the updates of one training: what an {@link Optimizer} does with an entry. */
interface Descent {

  /** Prepares for an epoch, counted from 0; its blocks come after this, on any thread. */
  void begin(int epoch, Parallel parallel);

  /**
   * Visits the entries {@code [from, to)} in their order, or backwards where {@code to} is lower.
   */
  void visit(EntryList entries, long from, long to);

  /** Adds what is carried from epoch to epoch beside the factors. */
  void save(SortedMap<String, FloatMatrix> memory);
}
