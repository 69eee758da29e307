package dev.sapor.solver.sgd;

import dev.sapor.linalg.RandomStream;
import java.util.stream.IntStream;

/**
 * Deals the rows of a matrix out to parts with about the same number of entries: rows are put in a
 * random order, which is cut. Random, because ids often carry meaning, and a block of rows that are
 * alike pulls the factors it shares one way for as long as it lasts.
 */
final class Parts {

  /**
   * For each row its part, by the number of entries of each. There are as many parts as asked for,
   * or as many as there are rows.
   */
  static int[] balanced(int[] entries, int parts, RandomStream random) {
    int[] partOf = new int[entries.length];
    int count = count(entries.length, parts);
    long all = IntStream.of(entries).asLongStream().sum();
    long before = 0;
    for (int row : random.permutation(entries.length)) {
      partOf[row] = all == 0 ? 0 : (int) (before * count / all);
      // Rows after the last entry would fall beyond the last part.
      partOf[row] = Math.min(partOf[row], count - 1);
      before += entries[row];
    }
    return partOf;
  }

  /** How many parts so many rows are dealt out to. */
  static int count(int rows, int parts) {
    return Math.clamp(rows, 1, parts);
  }

  private Parts() {}
}
