package dev.sapor.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is measured, and how.
 *
 * @param ratingMetrics metrics of predicted ratings, taken of models that predict ratings
 * @param rankingMetrics metrics of rankings of all items with training interactions but those that
 *     the user had in training
 * @param coverageCutoffs for each k: which share of the items that can be ranked is among the first
 *     k of at least one judged user
 * @param ties what becomes of candidates with the same score
 * @param popularFallback whether users of whom nothing is known are judged by the list of the most
 *     popular items; otherwise they are left out
 * @param negatives against which items the relevant ones are ranked instead of all; empty, as it
 *     should be, for all
 * @param resampling how intervals are taken
 */
public record EvaluationProtocol(
    List<RatingMetric> ratingMetrics,
    List<RankingMetric> rankingMetrics,
    List<Integer> coverageCutoffs,
    TieRule ties,
    boolean popularFallback,
    Optional<SampledNegatives> negatives,
    Resampling resampling) {

  /** The names of the metrics of {@link #defaults()}. */
  public static final String DEFAULT_METRICS = "rmse,mae,r2,ndcg@10,recall@10,hr@10,coverage@10";

  /**
   * @throws IllegalArgumentException if a cutoff is below 1
   */
  public EvaluationProtocol {
    ratingMetrics = List.copyOf(ratingMetrics);
    rankingMetrics = List.copyOf(rankingMetrics);
    coverageCutoffs = List.copyOf(coverageCutoffs);
    coverageCutoffs.forEach(Cutoffs::check);
  }

  /** These metrics over all items, ties by item order, unknown users left out. */
  public EvaluationProtocol(List<RatingMetric> ratingMetrics, List<RankingMetric> rankingMetrics) {
    this(
        ratingMetrics,
        rankingMetrics,
        List.of(),
        TieRule.ITEM_ORDER,
        false,
        Optional.empty(),
        Resampling.defaults());
  }

  /** RMSE, MAE and R²; NDCG, recall, hit rate and catalogue coverage at 10. */
  public static EvaluationProtocol defaults() {
    return parse(DEFAULT_METRICS);
  }

  /**
   * A protocol of metrics by name: {@code rmse}, {@code mae}, {@code r2}, {@code precision@K},
   * {@code recall@K}, {@code recall-capped@K}, {@code ndcg@K}, {@code map@K}, {@code mrr@K}, {@code
   * hr@K}, {@code auc}, {@code mpr}, {@code coverage@K}.
   *
   * @param names names between commas
   * @throws IllegalArgumentException if there is no such metric or it has no such cutoff
   */
  public static EvaluationProtocol parse(String names) {
    List<RatingMetric> ratings = new ArrayList<>();
    List<RankingMetric> rankings = new ArrayList<>();
    List<Integer> coverage = new ArrayList<>();
    for (String part : names.split(",", -1)) {
      String name = part.strip().toLowerCase(Locale.ROOT);
      if (name.startsWith(MetricNames.COVERAGE)) {
        coverage.add(MetricNames.cutoff(name));
        continue;
      }
      Optional<RatingMetric> rating = MetricNames.rating(name);
      if (rating.isPresent()) {
        ratings.add(rating.get());
      } else {
        rankings.add(MetricNames.ranking(name));
      }
    }
    return new EvaluationProtocol(ratings, rankings)
        .withCoverageCutoffs(coverage.stream().distinct().toList())
        .withDistinctMetrics();
  }

  private EvaluationProtocol withDistinctMetrics() {
    return new EvaluationProtocol(
        ratingMetrics.stream().distinct().toList(),
        rankingMetrics.stream().distinct().toList(),
        coverageCutoffs,
        ties,
        popularFallback,
        negatives,
        resampling);
  }

  public EvaluationProtocol withCoverageCutoffs(List<Integer> cutoffs) {
    return new EvaluationProtocol(
        ratingMetrics, rankingMetrics, cutoffs, ties, popularFallback, negatives, resampling);
  }

  public EvaluationProtocol withTies(TieRule rule) {
    return new EvaluationProtocol(
        ratingMetrics,
        rankingMetrics,
        coverageCutoffs,
        rule,
        popularFallback,
        negatives,
        resampling);
  }

  public EvaluationProtocol withPopularFallback(boolean fallback) {
    return new EvaluationProtocol(
        ratingMetrics, rankingMetrics, coverageCutoffs, ties, fallback, negatives, resampling);
  }

  public EvaluationProtocol withNegatives(SampledNegatives sampled) {
    return new EvaluationProtocol(
        ratingMetrics,
        rankingMetrics,
        coverageCutoffs,
        ties,
        popularFallback,
        Optional.of(sampled),
        resampling);
  }

  public EvaluationProtocol withResampling(Resampling newResampling) {
    return new EvaluationProtocol(
        ratingMetrics,
        rankingMetrics,
        coverageCutoffs,
        ties,
        popularFallback,
        negatives,
        newResampling);
  }

  /** Whether rankings are looked at. */
  boolean ranks() {
    return !rankingMetrics.isEmpty() || !coverageCutoffs.isEmpty();
  }

  /** How many ranks matter: the greatest cutoff. */
  int rankLength() {
    return rankingMetrics.stream().mapToInt(RankingMetric::cutoff).max().orElse(1);
  }
}
