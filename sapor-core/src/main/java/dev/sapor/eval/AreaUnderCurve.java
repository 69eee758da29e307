package dev.sapor.eval;

/** {@link RankingMetric#auc}. */
record AreaUnderCurve() implements RankingMetric {

  @Override
  public int cutoff() {
    return WHOLE;
  }

  @Override
  public String key() {
    return "auc";
  }

  @Override
  public String definition() {
    return "share of pairs (relevant, other candidate) in the right order, ties half";
  }

  @Override
  public double of(UserRanks ranks) {
    int others = ranks.candidates() - ranks.ranked();
    double[] sum = new double[1];
    ranks.forEachGroup((above, size, hits, before) -> {
      double othersAbove = above - before + (size - hits) / 2.0;
      sum[0] += hits * (others == 0 ? 1 : 1 - othersAbove / others);
    });
    return sum[0] / ranks.relevant();
  }
}
