package dev.sapor.eval;

/**
 * A figure of merit of one user's ranking, in [0, 1]; over users it is averaged. Relevance is
 * binary: an item is relevant to a user if the test data hold the pair, whatever its value. Where
 * the ranks of tied items are open, a metric is the expectation over all orders of the tied.
 */
public interface RankingMetric {

  /** A metric of the whole ranking has no cutoff. */
  int WHOLE = Integer.MAX_VALUE;

  /** Name in results: the metric and its cutoff, such as {@code ndcg@10}. */
  String key();

  /** How many ranks are looked at: k, or {@link #WHOLE}. */
  int cutoff();

  /** Whether more is better. */
  default boolean higherIsBetter() {
    return true;
  }

  /** What it is, in a line. */
  String definition();

  /** The metric of one user. */
  double of(UserRanks ranks);

  /** Hits among the first k, over k, even where fewer than k items can be ranked. */
  static RankingMetric precision(int cutoff) {
    return new Precision(cutoff);
  }

  /**
   * Hits among the first k, over the number of relevant items (not over the smaller of the two).
   */
  static RankingMetric recall(int cutoff) {
    return new Recall(cutoff);
  }

  /**
   * Hits among the first k, over min(k, relevant): the recall of Liang et al., "Variational
   * autoencoders for collaborative filtering", WWW 2018, section 4.2. Never below {@link #recall}.
   */
  static RankingMetric cappedRecall(int cutoff) {
    return new CappedRecall(cutoff);
  }

  /**
   * Normalized discounted cumulative gain with gain 1 and discount 1 / log₂(rank + 1), ranks from 1
   * (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002): the sum of the discounts of the hits among the
   * first k, over the ideal, the sum of the first min(k, relevant) discounts.
   */
  static RankingMetric ndcg(int cutoff) {
    return new NormalizedGain(cutoff);
  }

  /**
   * Average precision: Σ over the hits among the first k of the precision at the rank of the hit,
   * over min(k, relevant); its mean over users is MAP (Manning, Raghavan and Schütze, "Introduction
   * to Information Retrieval", 2008, section 8.4, with the denominator capped at k, so that k hits
   * in k ranks give 1).
   */
  static RankingMetric averagePrecision(int cutoff) {
    return new AveragePrecision(cutoff);
  }

  /**
   * One over the rank of the first hit, 0 where none is among the first k; its mean over users is
   * MRR (Voorhees, "The TREC-8 question answering track report", 1999).
   */
  static RankingMetric reciprocalRank(int cutoff) {
    return new ReciprocalRank(cutoff);
  }

  /** 1 if there is a hit among the first k, else 0. */
  static RankingMetric hitRate(int cutoff) {
    return new HitRate(cutoff);
  }

  /**
   * Area under the ROC curve: of the pairs of a relevant item and a candidate that is not relevant
   * the share in which the relevant one stands above, ties counted half (Rendle et al., "BPR:
   * Bayesian personalized ranking from implicit feedback", UAI 2009, section 6.2). A relevant item
   * that cannot be ranked loses all its pairs.
   */
  static RankingMetric auc() {
    return new AreaUnderCurve();
  }

  /**
   * Mean percentile rank of the relevant items: (rank − 1) / (candidates − 1), 0 for the top and 1
   * for the bottom of the ranking, ½ by chance; less is better (Hu, Koren and Volinsky,
   * "Collaborative filtering for implicit feedback datasets", ICDM 2008, equation 8, unweighted and
   * averaged for each user first). A relevant item that cannot be ranked is at the bottom.
   */
  static RankingMetric percentileRank() {
    return new PercentileRank();
  }
}
