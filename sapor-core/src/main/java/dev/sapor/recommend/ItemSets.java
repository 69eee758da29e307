package dev.sapor.recommend;

import dev.sapor.linalg.CsrMatrix;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Sets of items as words of bits: item i is bit {@code i % 64} of word {@code i / 64}. */
final class ItemSets {

  static long[] where(int items, IntPredicate contained) {
    long[] words = new long[words(items)];
    for (int item = 0; item < items; item++) {
      if (contained.test(item)) {
        words[item >> 6] |= 1L << item;
      }
    }
    return words;
  }

  static int words(int items) {
    return Math.ceilDiv(items, Long.SIZE);
  }

  static boolean contains(int item, long[] words) {
    return (words[item >> 6] >>> item & 1) != 0;
  }

  static void remove(int item, long[] words) {
    words[item >> 6] &= ~(1L << item);
  }

  static int size(long[] words) {
    return Arrays.stream(words).mapToInt(Long::bitCount).sum();
  }

  /** Stored entries of each column. */
  static int[] counts(CsrMatrix matrix) {
    int[] counts = new int[matrix.columns()];
    for (long at = 0; at < matrix.nonZeros(); at++) {
      counts[matrix.column(at)]++;
    }
    return counts;
  }

  private ItemSets() {}
}
