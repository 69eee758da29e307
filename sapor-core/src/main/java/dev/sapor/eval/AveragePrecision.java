package dev.sapor.eval;

/** {@link RankingMetric#averagePrecision}. */
record AveragePrecision(int cutoff) implements RankingMetric {

  AveragePrecision {
    Cutoffs.check(cutoff);
  }

  @Override
  public String key() {
    return "map@" + cutoff;
  }

  @Override
  public String definition() {
    return "Σ precision at the rank of each hit among the first k / min(k, relevant items)";
  }

  /**
   * The j-th place of a group of t candidates, r of them relevant, holds a relevant one with
   * probability r / t; given that, (j − 1)(r − 1) / (t − 1) of the places before it are expected to
   * hold one too.
   */
  @Override
  public double of(UserRanks ranks) {
    double[] sum = new double[1];
    ranks.forEachGroup((above, size, hits, before) -> {
      double perPlace = size == 1 ? 0 : (hits - 1.0) / (size - 1.0);
      int within = Cutoffs.within(cutoff, above, size);
      double ofGroup = 0;
      for (int place = 1; place <= within; place++) {
        ofGroup += (before + 1 + (place - 1) * perPlace) / (above + place);
      }
      sum[0] += ofGroup * hits / size;
    });
    return sum[0] / Math.min(cutoff, ranks.relevant());
  }
}
