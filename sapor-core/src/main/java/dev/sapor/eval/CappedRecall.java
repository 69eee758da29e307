package dev.sapor.eval;

/** {@link RankingMetric#cappedRecall}. */
record CappedRecall(int cutoff) implements RankingMetric {

  CappedRecall {
    Cutoffs.check(cutoff);
  }

  @Override
  public String key() {
    return "recall-capped@" + cutoff;
  }

  @Override
  public String definition() {
    return "hits among the first k / min(k, relevant items)";
  }

  @Override
  public double of(UserRanks ranks) {
    return Cutoffs.hits(ranks, cutoff) / Math.min(cutoff, ranks.relevant());
  }
}
