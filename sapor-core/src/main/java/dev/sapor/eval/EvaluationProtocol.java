package dev.sapor.eval;

import java.util.List;

/**
 * What is measured.
 *
 * @param ratingMetrics metrics of predicted ratings, taken of models that predict ratings
 * @param rankingMetrics metrics of ranked lists; lists hold all items with training interactions
 *     but those that the user had in training
 */
public record EvaluationProtocol(
    List<RatingMetric> ratingMetrics, List<RankingMetric> rankingMetrics) {

  public EvaluationProtocol {
    ratingMetrics = List.copyOf(ratingMetrics);
    rankingMetrics = List.copyOf(rankingMetrics);
  }

  /** RMSE and MAE; NDCG and recall at 10. */
  public static EvaluationProtocol defaults() {
    return new EvaluationProtocol(
        List.of(RatingMetric.RMSE, RatingMetric.MAE),
        List.of(RankingMetric.ndcg(10), RankingMetric.recall(10)));
  }

  /** The length of the lists: the greatest cutoff, 0 without ranking metrics. */
  int listLength() {
    return rankingMetrics.stream().mapToInt(RankingMetric::cutoff).max().orElse(0);
  }
}
