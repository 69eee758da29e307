package dev.sapor.eval;

/** What metrics with a cutoff share. */
final class Cutoffs {

  static void check(int cutoff) {
    if (cutoff < 1) {
      throw new IllegalArgumentException("cutoff must be at least 1 (got " + cutoff + ")");
    }
  }

  /** How many of the ranks {@code above + 1 .. above + size} are among the first k. */
  static int within(int cutoff, int above, int size) {
    return Math.clamp((long) cutoff - above, 0, size);
  }

  /** Expected number of hits among the first k. */
  static double hits(UserRanks ranks, int cutoff) {
    double[] sum = new double[1];
    ranks.forEachGroup((above, size, hits, before) ->
        sum[0] += (double) hits * within(cutoff, above, size) / size);
    return sum[0];
  }

  private Cutoffs() {}
}
