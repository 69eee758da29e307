package dev.sapor.eval;

/** {@link RankingMetric#hitRate}. */
record HitRate(int cutoff) implements RankingMetric {

  HitRate {
    Cutoffs.check(cutoff);
  }

  @Override
  public String key() {
    return "hr@" + cutoff;
  }

  @Override
  public String definition() {
    return "1 if there is a hit among the first k, else 0";
  }

  /** Of m places among t, none holds one of r hits with probability Π (t − m − i) / (t − i). */
  @Override
  public double of(UserRanks ranks) {
    double[] noHit = {1};
    ranks.forEachGroup((above, size, hits, before) -> {
      int within = Cutoffs.within(cutoff, above, size);
      for (int hit = 0; hit < hits; hit++) {
        noHit[0] *= Math.max(0, size - within - hit) / (double) (size - hit);
      }
    });
    return 1 - noHit[0];
  }
}
