package dev.sapor.prepare;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;

/**
 * The size of a set of interactions.
 *
 * @param interactions number of pairs
 * @param users users with at least one
 * @param items items with at least one
 */
public record InteractionCounts(long interactions, int users, int items) {

  /** Counts; users and items without interactions do not count. */
  public static InteractionCounts of(Interactions data) {
    CsrMatrix matrix = data.byUser();
    boolean[] seen = new boolean[matrix.columns()];
    int users = 0;
    for (int user = 0; user < matrix.rows(); user++) {
      users += matrix.count(user) > 0 ? 1 : 0;
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        seen[matrix.column(at)] = true;
      }
    }
    int items = 0;
    for (boolean one : seen) {
      items += one ? 1 : 0;
    }
    return new InteractionCounts(matrix.nonZeros(), users, items);
  }

  /** What is left of this when that is taken away. */
  InteractionCounts minus(InteractionCounts other) {
    return new InteractionCounts(
        interactions - other.interactions, users - other.users, items - other.items);
  }
}
