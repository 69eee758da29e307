package dev.sapor.solver.ranking;

import java.util.stream.IntStream;

/** The rows of a side that have interactions. */
final class Seen {

  static int[] rows(int[] counts) {
    return IntStream.range(0, counts.length).filter(row -> counts[row] > 0).toArray();
  }

  private Seen() {}
}
