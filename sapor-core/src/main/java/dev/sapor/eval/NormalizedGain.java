package dev.sapor.eval;

/** {@link RankingMetric#ndcg}. */
record NormalizedGain(int cutoff) implements RankingMetric {

  NormalizedGain {
    Cutoffs.check(cutoff);
  }

  @Override
  public String key() {
    return "ndcg" + cutoff;
  }

  @Override
  public double of(boolean[] hits, int relevant) {
    double gain = 0;
    double ideal = 0;
    for (int rank = 1; rank <= cutoff; rank++) {
      if (rank <= hits.length && hits[rank - 1]) {
        gain += discount(rank);
      }
      if (rank <= relevant) {
        ideal += discount(rank);
      }
    }
    return gain / ideal;
  }

  private static double discount(int rank) {
    return StrictMath.log(2) / StrictMath.log(rank + 1);
  }
}
