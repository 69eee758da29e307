package dev.sapor.solver.ranking;

import dev.sapor.linalg.RandomStream;
import java.util.stream.IntStream;

/** The rows of a side that have interactions. */
final class Seen {

  static int[] rows(int[] counts) {
    return IntStream.range(0, counts.length).filter(row -> counts[row] > 0).toArray();
  }

  /** These rows in a random order. */
  static int[] shuffled(int[] rows, RandomStream random) {
    int[] order = random.permutation(rows.length);
    for (int k = 0; k < order.length; k++) {
      order[k] = rows[order[k]];
    }
    return order;
  }

  private Seen() {}
}
