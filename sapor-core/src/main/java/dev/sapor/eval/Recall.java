package dev.sapor.eval;

/** {@link RankingMetric#recall}. */
record Recall(int cutoff) implements RankingMetric {

  Recall {
    Cutoffs.check(cutoff);
  }

  @Override
  public String key() {
    return "recall@" + cutoff;
  }

  @Override
  public String definition() {
    return "hits among the first k / relevant items";
  }

  @Override
  public double of(UserRanks ranks) {
    return Cutoffs.hits(ranks, cutoff) / ranks.relevant();
  }
}
