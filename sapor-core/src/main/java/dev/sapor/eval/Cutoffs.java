package dev.sapor.eval;

/** What metrics with a cutoff share. */
final class Cutoffs {

  static void check(int cutoff) {
    if (cutoff < 1) {
      throw new IllegalArgumentException("cutoff must be at least 1 (got " + cutoff + ")");
    }
  }

  /** Number of hits among the first ranks. */
  static int hits(boolean[] hits, int cutoff) {
    int count = 0;
    for (int rank = 0; rank < Math.min(cutoff, hits.length); rank++) {
      count += hits[rank] ? 1 : 0;
    }
    return count;
  }

  private Cutoffs() {}
}
