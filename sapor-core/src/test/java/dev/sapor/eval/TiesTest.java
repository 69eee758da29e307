package dev.sapor.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Ranks and metrics against definitions in plain loops on a thousand random cases: with ties,
 * without candidates, with relevant items that cannot be ranked and cutoffs beyond the catalogue.
 * The expectation over ties is taken by going through every order of the tied.
 */
class TiesTest {

  private static final int CASES = 1000;

  private final RandomStream random = RandomStream.of(Seeds.printed("TiesTest", 11), "cases");

  /** A case: scores from a few values, some items not candidates, some relevant. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(float[] scores, long[] candidates, int[] known, int relevant, int cutoff) {

    boolean isCandidate(int item) {
      return (candidates[item >> 6] >>> item & 1) != 0;
    }

    UserRanks ranks(int length, TieRule ties) {
      return new RankCounter(length, ties).count(scores, candidates, relevant, known, known);
    }

    /** The candidates, best first; equal scores by item. */
    List<Integer> order() {
      List<Integer> items = new ArrayList<>();
      for (int item = 0; item < scores.length; item++) {
        if (isCandidate(item)) {
          items.add(item);
        }
      }
      items.sort(Comparator.comparingDouble((Integer item) -> 0.0 - scores[item]));
      return items;
    }
  }

  private Case draw(int most) {
    int items = 1 + random.nextInt(most);
    float[] scores = new float[items];
    int values = 1 + random.nextInt(6);
    long[] candidates = new long[1];
    Set<Integer> known = new TreeSet<>();
    for (int item = 0; item < items; item++) {
      scores[item] = random.nextInt(values) - 2;
      if (scores[item] == 0 && random.nextInt(2) == 0) {
        scores[item] = -0f;
      }
      candidates[0] |= (random.nextInt(5) == 0 ? 0L : 1L) << item;
      if (random.nextInt(3) == 0) {
        known.add(item);
      }
    }
    int relevant = Math.max(1, known.size() + random.nextInt(2));
    int[] sorted = known.stream().mapToInt(item -> item).toArray();
    return new Case(scores, candidates, sorted, relevant, 1 + random.nextInt(items + 4));
  }

  /** The metrics by their definitions, from the ranks of the hits. */
  private static Map<String, Double> naive(List<Boolean> hits, int relevant, int k) {
    double dcg = 0;
    double ideal = 0;
    double precisions = 0;
    double reciprocal = 0;
    double found = 0;
    double ordered = 0;
    double percentiles = 0;
    int ranked = (int) hits.stream().filter(hit -> hit).count();
    int others = hits.size() - ranked;
    int seen = 0;
    for (int rank = 1; rank <= Math.max(k, hits.size()); rank++) {
      if (rank <= Math.min(k, relevant)) {
        ideal += Math.log(2) / Math.log(rank + 1);
      }
      if (rank > hits.size() || !hits.get(rank - 1)) {
        continue;
      }
      seen++;
      int othersAbove = rank - seen;
      ordered += others == 0 ? 1 : (double) (others - othersAbove) / others;
      percentiles += hits.size() == 1 ? 0 : (rank - 1.0) / (hits.size() - 1);
      if (rank <= k) {
        dcg += Math.log(2) / Math.log(rank + 1);
        found++;
        precisions += found / rank;
        reciprocal = reciprocal == 0 ? 1.0 / rank : reciprocal;
      }
    }
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("precision@" + k, found / k);
    metrics.put("recall@" + k, found / relevant);
    metrics.put("recall-capped@" + k, found / Math.min(k, relevant));
    metrics.put("ndcg@" + k, dcg / ideal);
    metrics.put("map@" + k, precisions / Math.min(k, relevant));
    metrics.put("mrr@" + k, reciprocal);
    metrics.put("hr@" + k, found > 0 ? 1.0 : 0.0);
    metrics.put("auc", ordered / relevant);
    metrics.put("mpr", (percentiles + relevant - ranked) / relevant);
    return metrics;
  }

  private static Map<String, Double> naive(Case of, List<Integer> order) {
    Set<Integer> relevant = new TreeSet<>();
    for (int item : of.known()) {
      relevant.add(item);
    }
    return naive(order.stream().map(relevant::contains).toList(), of.relevant(), of.cutoff());
  }

  private static void assertEqual(UserRanks ranks, Map<String, Double> expected, Case of) {
    for (RankingMetric metric : RankingMetricTest.all(of.cutoff())) {
      double value = metric.of(ranks);
      assertThat(value).as(metric.key()).isCloseTo(expected.get(metric.key()), within(1e-12));
      assertThat(value).isBetween(0.0, 1.0);
    }
  }

  @Test
  void tiesByItemOrder() {
    for (int trial = 0; trial < CASES; trial++) {
      Case of = draw(40);
      Map<String, Double> expected = naive(of, of.order());
      assertEqual(of.ranks(RankingMetric.WHOLE, TieRule.ITEM_ORDER), expected, of);
      UserRanks first = of.ranks(of.cutoff(), TieRule.ITEM_ORDER);
      for (RankingMetric metric : RankingMetricTest.all(of.cutoff()).subList(0, 7)) {
        assertThat(metric.of(first)).isCloseTo(expected.get(metric.key()), within(1e-12));
      }
    }
  }

  @Test
  void expectationOverTies() {
    for (int trial = 0; trial < CASES; trial++) {
      Case of = draw(6);
      Map<String, Double> mean = new TreeMap<>();
      List<List<Integer>> orders = orders(of);
      for (List<Integer> order : orders) {
        naive(of, order)
            .forEach((key, value) -> mean.merge(key, value / orders.size(), Double::sum));
      }
      assertEqual(of.ranks(RankingMetric.WHOLE, TieRule.EXPECTED), mean, of);
    }
  }

  /** Every order of the candidates that keeps greater scores above smaller ones. */
  private static List<List<Integer>> orders(Case of) {
    List<List<Integer>> orders = new ArrayList<>(List.of(List.of()));
    List<Integer> candidates = of.order();
    for (int place = 0; place < candidates.size(); place++) {
      List<List<Integer>> longer = new ArrayList<>();
      float score = of.scores()[candidates.get(place)];
      for (List<Integer> order : orders) {
        for (int item : candidates) {
          if (of.scores()[item] == score && !order.contains(item)) {
            List<Integer> next = new ArrayList<>(order);
            next.add(item);
            longer.add(next);
          }
        }
      }
      orders = longer;
    }
    return orders;
  }

  @Test
  void aSliceLooksForSomeAndRanksAll() {
    for (int trial = 0; trial < CASES; trial++) {
      Case of = draw(40);
      int[] even = Arrays.stream(of.known()).filter(item -> item % 2 == 0).toArray();
      int relevant = Math.max(1, even.length);
      Case onlyEven = new Case(of.scores(), of.candidates(), even, relevant, of.cutoff());
      UserRanks sliced =
          of.ranks(RankingMetric.WHOLE, TieRule.ITEM_ORDER).only(item -> item % 2 == 0, relevant);
      UserRanks direct = onlyEven.ranks(RankingMetric.WHOLE, TieRule.ITEM_ORDER);
      for (RankingMetric metric : RankingMetricTest.all(of.cutoff())) {
        assertThat(metric.of(sliced)).isEqualTo(metric.of(direct));
      }
    }
  }
}
