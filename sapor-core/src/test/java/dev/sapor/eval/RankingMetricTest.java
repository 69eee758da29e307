package dev.sapor.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Metrics by hand; against plain loops over all orders of ties see {@link TiesTest}. */
class RankingMetricTest {

  /** Hits at the ranks 1 and 3 of 6 candidates; three items are relevant. */
  private static final UserRanks FIRST_AND_THIRD = UserRanks.of(6, 3, 1, 3);

  private static double of(RankingMetric metric) {
    return metric.of(FIRST_AND_THIRD);
  }

  @Test
  void ndcgByHand() {
    // 1/log2(2) + 1/log2(4) = 1.5; ideal for three relevant items 1 + 1/log2(3) + 1/2.
    assertThat(of(RankingMetric.ndcg(10))).isCloseTo(1.5 / 2.130929753571457, within(1e-15));
    // Cut at 2, only the first hit counts, and the ideal ends there too.
    assertThat(of(RankingMetric.ndcg(2))).isCloseTo(1 / 1.6309297535714573, within(1e-15));
    assertThat(RankingMetric.ndcg(1).of(UserRanks.of(9, 1, 1))).isEqualTo(1);
  }

  @Test
  void recallsDifferWhereMoreAreRelevantThanRanksLookedAt() {
    assertThat(of(RankingMetric.recall(10))).isEqualTo(2 / 3.0);
    assertThat(of(RankingMetric.recall(2))).isEqualTo(1 / 3.0);
    assertThat(of(RankingMetric.cappedRecall(2))).isEqualTo(1 / 2.0);
    UserRanks ten = UserRanks.of(50, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(RankingMetric.recall(10).of(ten)).isEqualTo(0.5);
    assertThat(RankingMetric.cappedRecall(10).of(ten)).isEqualTo(1);
    assertThat(RankingMetric.ndcg(10).of(ten)).isEqualTo(1);
  }

  @Test
  void theOthersByHand() {
    assertThat(of(RankingMetric.precision(3))).isEqualTo(2 / 3.0);
    assertThat(of(RankingMetric.precision(10))).isEqualTo(0.2);
    assertThat(of(RankingMetric.averagePrecision(5))).isCloseTo((1 + 2 / 3.0) / 3, within(1e-15));
    assertThat(of(RankingMetric.averagePrecision(2))).isEqualTo(0.5);
    assertThat(of(RankingMetric.reciprocalRank(5))).isEqualTo(1);
    assertThat(RankingMetric.reciprocalRank(5).of(UserRanks.of(9, 2, 4, 5))).isEqualTo(0.25);
    assertThat(RankingMetric.reciprocalRank(3).of(UserRanks.of(9, 2, 4, 5))).isZero();
    assertThat(RankingMetric.hitRate(3).of(UserRanks.of(9, 2, 4, 5))).isZero();
    assertThat(RankingMetric.hitRate(4).of(UserRanks.of(9, 2, 4, 5))).isEqualTo(1);
    // Of four others one stands above the second hit; the third relevant item is not ranked.
    assertThat(of(RankingMetric.auc())).isCloseTo((1 + 0.75 + 0) / 3, within(1e-15));
    assertThat(of(RankingMetric.percentileRank())).isCloseTo((0 + 0.4 + 1) / 3, within(1e-15));
  }

  @Test
  void aRankingOfNothingIsAMiss() {
    UserRanks none = UserRanks.of(0, 2);
    for (RankingMetric metric : all(3)) {
      double worst = metric.higherIsBetter() ? 0 : 1;
      assertThat(metric.of(none)).as(metric.key()).isEqualTo(worst);
    }
  }

  @Test
  void whereAllCandidatesAreRelevantNothingIsInTheWrongOrder() {
    assertThat(RankingMetric.auc().of(UserRanks.of(2, 2, 1, 2))).isEqualTo(1);
    assertThat(RankingMetric.percentileRank().of(UserRanks.of(1, 1, 1))).isZero();
  }

  @Test
  void namesAreReadAndWrittenAlike() {
    for (RankingMetric metric : all(20)) {
      assertThat(EvaluationProtocol.parse(metric.key()).rankingMetrics()).containsExactly(metric);
      assertThat(metric.definition()).isNotBlank();
    }
    EvaluationProtocol protocol = EvaluationProtocol.parse("RMSE, ndcg@5,coverage@3,ndcg@5,r2");
    assertThat(protocol.ratingMetrics()).containsExactly(RatingMetric.RMSE, RatingMetric.R2);
    assertThat(protocol.rankingMetrics()).containsExactly(RankingMetric.ndcg(5));
    assertThat(protocol.coverageCutoffs()).containsExactly(3);
  }

  @Test
  void equalRatingsHaveNoSpreadHoweverTheyRound() {
    for (int ratings = 1; ratings <= 1000; ratings++) {
      double rating = 3.3F;
      double[] sums = new double[RatingMetric.TERMS];
      for (int at = 0; at < ratings; at++) {
        sums[RatingMetric.COUNT]++;
        sums[RatingMetric.SQUARES] += 0.25;
        sums[RatingMetric.RATINGS] += rating;
        sums[RatingMetric.RATING_SQUARES] += rating * rating;
      }
      assertThat(RatingMetric.R2.of(sums)).as("%s ratings", ratings).isZero();
    }
  }

  @Test
  void whatIsNoMetricIsRefusedByName() {
    for (String wrong : List.of("ndcg@0", "ndcg@", "recall@-1", "hr@1e3", "coverage@x")) {
      assertThatThrownBy(() -> EvaluationProtocol.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got '" + wrong + "'");
    }
    assertThatThrownBy(() -> EvaluationProtocol.parse("rmse,ndgc@10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no metric 'ndgc@10'; there are rmse, mae, r2");
    List<IntFunction<RankingMetric>> withCutoff =
        List.of(
            RankingMetric::precision,
            RankingMetric::recall,
            RankingMetric::cappedRecall,
            RankingMetric::ndcg,
            RankingMetric::averagePrecision,
            RankingMetric::reciprocalRank,
            RankingMetric::hitRate);
    for (IntFunction<RankingMetric> metric : withCutoff) {
      assertThatThrownBy(() -> metric.apply(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cutoff must be at least 1 (got 0)");
    }
  }

  static List<RankingMetric> all(int cutoff) {
    return List.of(
        RankingMetric.precision(cutoff),
        RankingMetric.recall(cutoff),
        RankingMetric.cappedRecall(cutoff),
        RankingMetric.ndcg(cutoff),
        RankingMetric.averagePrecision(cutoff),
        RankingMetric.reciprocalRank(cutoff),
        RankingMetric.hitRate(cutoff),
        RankingMetric.auc(),
        RankingMetric.percentileRank());
  }
}
