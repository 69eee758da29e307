package dev.sapor.eval;

/** {@link RankingMetric#percentileRank}. */
record PercentileRank() implements RankingMetric {

  @Override
  public int cutoff() {
    return WHOLE;
  }

  @Override
  public String key() {
    return "mpr";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public String definition() {
    return "mean of (rank - 1) / (candidates - 1) over relevant items: 0 best, ½ by chance";
  }

  @Override
  public double of(UserRanks ranks) {
    double[] sum = {ranks.relevant() - ranks.ranked()};
    int last = Math.max(1, ranks.candidates() - 1);
    ranks.forEachGroup(
        (above, size, hits, before) -> sum[0] += hits * (above + (size - 1) / 2.0) / last);
    return sum[0] / ranks.relevant();
  }
}
