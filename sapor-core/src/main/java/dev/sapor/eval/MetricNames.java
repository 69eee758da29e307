package dev.sapor.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The metrics by their names in text: {@code rmse}, {@code ndcg@10}, {@code auc} … */
final class MetricNames {

  /** Name of catalogue coverage, which is no mean over users. */
  static final String COVERAGE = "coverage@";

  private static final String CUTOFF = "@";
  private static final Map<String, IntFunction<RankingMetric>> RANKING = ranking();

  private static Map<String, IntFunction<RankingMetric>> ranking() {
    Map<String, IntFunction<RankingMetric>> metrics = new LinkedHashMap<>();
    metrics.put("precision@", RankingMetric::precision);
    metrics.put("recall@", RankingMetric::recall);
    metrics.put("recall-capped@", RankingMetric::cappedRecall);
    metrics.put("ndcg@", RankingMetric::ndcg);
    metrics.put("map@", RankingMetric::averagePrecision);
    metrics.put("mrr@", RankingMetric::reciprocalRank);
    metrics.put("hr@", RankingMetric::hitRate);
    metrics.put("auc", cutoff -> RankingMetric.auc());
    metrics.put("mpr", cutoff -> RankingMetric.percentileRank());
    return Collections.unmodifiableMap(metrics);
  }

  /**
   * A metric of rankings.
   *
   * @throws IllegalArgumentException if there is no such metric or it has no such cutoff
   */
  static RankingMetric ranking(String name) {
    int at = name.indexOf(CUTOFF);
    IntFunction<RankingMetric> metric = RANKING.get(at < 0 ? name : name.substring(0, at + 1));
    if (metric == null) {
      throw unknown(name);
    }
    return metric.apply(at < 0 ? 1 : cutoff(name));
  }

  static Optional<RatingMetric> rating(String name) {
    return Stream.of(RatingMetric.values()).filter(known -> known.key().equals(name)).findFirst();
  }

  /** The number after the {@code @}. */
  static int cutoff(String name) {
    String text = name.substring(name.indexOf(CUTOFF) + 1);
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "a cutoff must be a whole number of at least 1, as in ndcg@10 (got '" + name + "')");
    }
    return Integer.parseInt(text);
  }

  private static IllegalArgumentException unknown(String name) {
    StringBuilder known = new StringBuilder("rmse, mae, r2");
    RANKING.keySet().forEach(key -> known.append(", ").append(key.replace(CUTOFF, "@K")));
    return new IllegalArgumentException(
        "there is no metric '" + name + "'; there are " + known + ", " + COVERAGE + "K");
  }

  private MetricNames() {}
}
