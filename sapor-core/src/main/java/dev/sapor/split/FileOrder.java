package dev.sapor.split;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.LongColumn;
import java.util.Arrays;

/**
 * The interactions in the order of the rows that they came from. Rows that were merged into others
 * leave no gap: the interaction of rank r is the one with the r-th smallest ordinal.
 */
final class FileOrder {

  private final LongColumn ordinals;
  private final long[] sorted;

  /**
   * @param rule what needs the order, for the message
   * @throws IllegalArgumentException if the data have no ordinals or are too many
   */
  FileOrder(Interactions data, String rule) {
    ordinals = ordinals(data, rule);
    if (ordinals.size() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          rule + " takes at most 2^31 - 9 interactions (got " + ordinals.size() + ")");
    }
    sorted = new long[(int) ordinals.size()];
    Arrays.setAll(sorted, ordinals::get);
    Arrays.sort(sorted);
  }

  static LongColumn ordinals(Interactions data, String rule) {
    return data.ordinals()
        .orElseThrow(() ->
            new IllegalArgumentException(rule + " needs the order of rows, which was not kept"));
  }

  int size() {
    return sorted.length;
  }

  /** The rank of the interaction at a position: 0 came first. */
  int rank(long position) {
    return Arrays.binarySearch(sorted, ordinals.get(position));
  }
}
