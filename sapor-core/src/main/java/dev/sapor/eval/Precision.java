package dev.sapor.eval;

/** {@link RankingMetric#precision}. */
record Precision(int cutoff) implements RankingMetric {

  Precision {
    Cutoffs.check(cutoff);
  }

  @Override
  public String key() {
    return "precision@" + cutoff;
  }

  @Override
  public String definition() {
    return "hits among the first k / k";
  }

  @Override
  public double of(UserRanks ranks) {
    return Cutoffs.hits(ranks, cutoff) / cutoff;
  }
}
