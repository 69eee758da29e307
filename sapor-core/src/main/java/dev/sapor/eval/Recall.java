package dev.sapor.eval;

/** {@link RankingMetric#recall}. */
record Recall(int cutoff) implements RankingMetric {

  Recall {
    Cutoffs.check(cutoff);
  }

  @Override
  public String key() {
    return "recall" + cutoff;
  }

  @Override
  public double of(boolean[] hits, int relevant) {
    return (double) Cutoffs.hits(hits, cutoff) / relevant;
  }
}
