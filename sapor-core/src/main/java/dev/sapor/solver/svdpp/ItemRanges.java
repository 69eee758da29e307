package dev.sapor.solver.svdpp;

import dev.sapor.linalg.CsrMatrix;

/**
 * The items in ranges with about as many interactions each, one for a thread. Results do not depend
 * on them, for whatever is added to an item is added in the same order.
 */
final class ItemRanges {

  private final int[] starts;

  private ItemRanges(int[] starts) {
    this.starts = starts;
  }

  static ItemRanges of(int[] itemCounts, int wanted) {
    int[] starts = new int[wanted + 1];
    long all = 0;
    for (int count : itemCounts) {
      all += count;
    }
    long before = 0;
    int range = 1;
    for (int item = 0; item < itemCounts.length; item++) {
      before += itemCounts[item];
      while (range < wanted && before * wanted >= all * range) {
        starts[range++] = item + 1;
      }
    }
    starts[wanted] = itemCounts.length;
    return new ItemRanges(starts);
  }

  int count() {
    return starts.length - 1;
  }

  int start(int range) {
    return starts[range];
  }

  int end(int range) {
    return starts[range + 1];
  }

  /** Position of the first entry of a user whose item is not below a bound. */
  static long first(CsrMatrix byUser, int user, int bound) {
    long low = byUser.start(user);
    long high = byUser.end(user);
    if (bound == 0) {
      return low;
    }
    if (bound == byUser.columns()) {
      return high;
    }
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (byUser.column(middle) < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
