package dev.sapor.eval;

import static dev.sapor.recommend.RatingPredictor.UNKNOWN;

import dev.sapor.linalg.Parallel;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes ranking metrics user by user, in the order of users. */
final class RankingMerit {

  private final AlignedInteractions test;
  private final List<RankingMetric> metrics;
  private final double[] sums;
  // Rows of the test data whose users are known, and how many of them were judged so far.
  private final int[] rows;
  private int judged;

  RankingMerit(AlignedInteractions test, List<RankingMetric> metrics) {
    this.test = test;
    this.metrics = metrics;
    this.sums = new double[metrics.size()];
    this.rows = test.rows(row -> test.user(row) != UNKNOWN);
  }

  /**
   * Judges the lists of a recommender.
   *
   * @param length how many items are ranked for each user
   * @param knownUsers users known to the model, with test interactions or without
   */
  Optional<RankingEvaluation> of(
      Recommender recommender, int length, int knownUsers, Parallel parallel) {
    if (rows.length == 0) {
      return Optional.empty();
    }
    int[] users = Arrays.stream(rows).map(test::user).toArray();
    recommender.recommendAll(
        users, length, ItemFilter.unseen(), parallel, (user, items) -> add(items));
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int metric = 0; metric < sums.length; metric++) {
      figures.put(metrics.get(metric).key(), sums[metric] / rows.length);
    }
    int unknown = test.rows(row -> test.user(row) == UNKNOWN).length;
    return Optional.of(
        new RankingEvaluation(rows.length, unknown, knownUsers - rows.length, figures));
  }

  private void add(RankedItems items) {
    int row = rows[judged++];
    int[] relevant = test.knownItems(row);
    boolean[] hits = new boolean[items.size()];
    for (int rank = 0; rank < hits.length; rank++) {
      hits[rank] = Arrays.binarySearch(relevant, items.itemIndex(rank)) >= 0;
    }
    for (int metric = 0; metric < sums.length; metric++) {
      sums[metric] += metrics.get(metric).of(hits, test.matrix().count(row));
    }
  }
}
