package dev.sapor.eval;

/** {@link RankingMetric#reciprocalRank}. */
record ReciprocalRank(int cutoff) implements RankingMetric {

  ReciprocalRank {
    Cutoffs.check(cutoff);
  }

  @Override
  public String key() {
    return "mrr@" + cutoff;
  }

  @Override
  public String definition() {
    return "1 / rank of the first hit, 0 if it is not among the first k";
  }

  /** The first hit is in the first group: at its j-th place if all places before hold others. */
  @Override
  public double of(UserRanks ranks) {
    double[] expected = new double[1];
    ranks.forEachGroup((above, size, hits, before) -> {
      double noneBefore = before == 0 ? 1 : 0;
      int within = Cutoffs.within(cutoff, above, size);
      for (int place = 1; place <= within && noneBefore > 0; place++) {
        int left = size - place + 1;
        expected[0] += noneBefore * hits / left / (above + place);
        noneBefore *= Math.max(0, left - hits) / (double) left;
      }
    });
    return expected[0];
  }
}
