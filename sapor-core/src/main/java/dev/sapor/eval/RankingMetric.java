package dev.sapor.eval;

/**
 * A figure of merit of one user's ranked list, in [0, 1]; over users it is averaged. Relevance is
 * binary: an item is relevant to a user if the test data hold the pair, whatever its value.
 */
public interface RankingMetric {

  /** Name in results: the metric and its cutoff, such as {@code ndcg10}. */
  String key();

  /** How many ranks are looked at: k. */
  int cutoff();

  /**
   * The metric of one list.
   *
   * @param hits for each rank from the best on whether its item is relevant; ranks from {@link
   *     #cutoff()} on are not looked at, and a list may be shorter
   * @param relevant number of relevant items, in the list or not, at least 1
   */
  double of(boolean[] hits, int relevant);

  /**
   * Normalized discounted cumulative gain with gain 1 and discount 1 / log₂(rank + 1), ranks from 1
   * (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002): the sum of the discounts of the hits among the
   * first k, over the sum of the first min(k, relevant) discounts.
   */
  static RankingMetric ndcg(int cutoff) {
    return new NormalizedGain(cutoff);
  }

  /**
   * Hits among the first k, over the number of relevant items (not over the smaller of the two).
   */
  static RankingMetric recall(int cutoff) {
    return new Recall(cutoff);
  }
}
