package dev.sapor.eval;

import java.util.Arrays;

/** {@link RankingMetric#ndcg}. */
final class NormalizedGain implements RankingMetric {

  private final int cutoff;
  // upTo[k] is the sum of the first k discounts; it grows as longer sums are asked for.
  private volatile double[] upTo = {0};

  NormalizedGain(int cutoff) {
    Cutoffs.check(cutoff);
    this.cutoff = cutoff;
  }

  @Override
  public int cutoff() {
    return cutoff;
  }

  @Override
  public String key() {
    return "ndcg@" + cutoff;
  }

  @Override
  public String definition() {
    return "Σ 1/log2(rank + 1) of the hits among the first k / the same of min(k, relevant) hits";
  }

  @Override
  public double of(UserRanks ranks) {
    double[] gain = new double[1];
    ranks.forEachGroup((above, size, hits, before) -> {
      int within = Cutoffs.within(cutoff, above, size);
      gain[0] += within == 0 ? 0 : hits * (sum(above + within) - sum(above)) / size;
    });
    // The rounding of a difference of sums must not lift a perfect ranking above 1.
    return Math.min(1, gain[0] / sum(Math.min(cutoff, ranks.relevant())));
  }

  /** Sum of the discounts of the first ranks. */
  private double sum(int ranks) {
    double[] sums = upTo;
    if (ranks >= sums.length) {
      int known = sums.length;
      sums = Arrays.copyOf(sums, Math.max(ranks + 1, 2 * known));
      for (int rank = known; rank < sums.length; rank++) {
        sums[rank] = sums[rank - 1] + StrictMath.log(2) / StrictMath.log(rank + 1);
      }
      upTo = sums;
    }
    return sums[ranks];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NormalizedGain gain && gain.cutoff == cutoff;
  }

  @Override
  public int hashCode() {
    return cutoff;
  }
}
