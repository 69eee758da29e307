package dev.sapor.solver.ranking;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.RandomStream;

/**
 * Draws items that a user does not have, all with the same chance, of those that somebody has.
 *
 * <p>The r-th missing item comes from a search in the sorted history, so that a draw takes one
 * random number and O(log n) steps, however much of the items a user has.
 */
final class MissingItems {

  private final CsrMatrix byUser;
  private final int[] seen;
  private final int[] ranks;

  /**
   * @param seen the items that somebody has, ascending
   */
  MissingItems(CsrMatrix byUser, int[] seen) {
    this.byUser = byUser;
    this.seen = seen;
    this.ranks = new int[byUser.columns()];
    for (int k = 0; k < seen.length; k++) {
      ranks[seen[k]] = k;
    }
  }

  /** Whether there is an item that the user does not have. */
  boolean exist(int user) {
    return byUser.count(user) < seen.length;
  }

  int draw(int user, RandomStream random) {
    int missing = random.nextInt(seen.length - byUser.count(user));
    long start = byUser.start(user);
    int low = 0;
    int high = byUser.count(user);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranks[byUser.column(start + middle)] - middle <= missing) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return seen[missing + low];
  }
}
