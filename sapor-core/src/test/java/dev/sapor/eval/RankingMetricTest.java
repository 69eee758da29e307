package dev.sapor.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RankingMetricTest {

  private static final boolean[] FIRST_AND_THIRD = {true, false, true, false, false};

  @Test
  void ndcgByHand() {
    // Hits at ranks 1 and 3: 1/log2(2) + 1/log2(4) = 1.5. Ideal for three relevant items:
    // 1 + 1/log2(3) + 1/2 = 2.130929753571457.
    assertThat(RankingMetric.ndcg(10).of(FIRST_AND_THIRD, 3))
        .isCloseTo(1.5 / 2.130929753571457, within(1e-15));
    // Cut at 2, only the first hit counts, and the ideal ends there too.
    assertThat(RankingMetric.ndcg(2).of(FIRST_AND_THIRD, 3))
        .isCloseTo(1 / 1.6309297535714573, within(1e-15));
    assertThat(RankingMetric.ndcg(1).of(FIRST_AND_THIRD, 1)).isEqualTo(1);
  }

  @Test
  void recallByHand() {
    assertThat(RankingMetric.recall(10).of(FIRST_AND_THIRD, 3)).isEqualTo(2 / 3.0);
    assertThat(RankingMetric.recall(2).of(FIRST_AND_THIRD, 3)).isEqualTo(1 / 3.0);
    // Twenty relevant items: ten ranks cannot hold them all, and recall says so.
    boolean[] ten = new boolean[10];
    Arrays.fill(ten, true);
    assertThat(RankingMetric.recall(10).of(ten, 20)).isEqualTo(0.5);
    assertThat(RankingMetric.ndcg(10).of(ten, 20)).isEqualTo(1);
  }

  @Test
  void metricsLieBetweenNoHitAndAllHits() {
    RandomStream random = RandomStream.of(Seeds.printed("RankingMetricTest", 5), "lists");
    for (int trial = 0; trial < 2000; trial++) {
      int cutoff = 1 + random.nextInt(12);
      boolean[] hits = new boolean[random.nextInt(15)];
      int found = 0;
      for (int rank = 0; rank < hits.length; rank++) {
        hits[rank] = random.nextInt(3) == 0;
        found += hits[rank] ? 1 : 0;
      }
      int relevant = Math.max(1, found + random.nextInt(4));
      for (var metric :
          new RankingMetric[] {RankingMetric.ndcg(cutoff), RankingMetric.recall(cutoff)}) {
        assertThat(metric.of(hits, relevant)).isBetween(0.0, 1.0);
        assertThat(metric.of(new boolean[hits.length], relevant)).isZero();
        boolean[] perfect = new boolean[cutoff];
        Arrays.fill(perfect, 0, Math.min(cutoff, relevant), true);
        assertThat(metric.of(perfect, relevant)).isGreaterThanOrEqualTo(metric.of(hits, relevant));
      }
      boolean[] perfect = new boolean[cutoff];
      Arrays.fill(perfect, 0, Math.min(cutoff, relevant), true);
      assertThat(RankingMetric.ndcg(cutoff).of(perfect, relevant)).isEqualTo(1);
    }
  }

  @Test
  void keysNameTheCutoff() {
    assertThat(RankingMetric.ndcg(10).key()).isEqualTo("ndcg10");
    assertThat(RankingMetric.recall(20).key()).isEqualTo("recall20");
  }

  @Test
  void aCutoffBelowOneIsRefused() {
    assertThatThrownBy(() -> RankingMetric.ndcg(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cutoff must be at least 1 (got 0)");
    assertThatThrownBy(() -> RankingMetric.recall(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
