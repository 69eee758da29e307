package dev.sapor.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.recommend.Scorer;
import dev.sapor.testing.RandomModels;
import dev.sapor.testing.RecommenderContract;
import dev.sapor.testing.SyntheticInteractions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemKnnScorerTest extends RecommenderContract {

  private static final long SEED = Seeds.printed("ItemKnnScorerTest", 4);

  @Override
  protected Scorer scorer(Interactions train) {
    return itemKnn(train, ItemKnnConfig.defaults().withNeighbours(9).withShrinkage(1), 2);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, SUM, ONES",
    "0, 3, 0, SUM, ONES",
    "0, 0, .5, SUM, VALUES",
    "0, 2, 1, WEIGHTED_MEAN, VALUES",
    "1, 0, 0, SUM, VALUES",
    "5, 1, .5, SUM, VALUES",
    "5, 0, .25, WEIGHTED_MEAN, VALUES",
    "1000, 0, 0, WEIGHTED_MEAN, ONES",
    "4, 0, 0, CENTRED_MEAN, ONES",
    "0, 1, 0.5, CENTRED_MEAN, VALUES",
  })
  void scoresAreThoseOfPlainLoops(
      int neighbours,
      double shrinkage,
      double exponent,
      Aggregation aggregation,
      CellValues cells) {
    ItemKnnConfig config = new ItemKnnConfig(neighbours, shrinkage, exponent, aggregation, cells);
    for (int[] shape : new int[][] {{40, 25}, {12, 70}, {150, 129}}) {
      Interactions train = RandomModels.ratings(shape[0], shape[1], 0.15, SEED + shape[0]);
      double[][] expected =
          NaiveScores.itemKnn(
              NaiveScores.dense(train, cells), NaiveScores.dense(train, CellValues.ONES), config);
      float[][] scores = NaiveScores.scores(itemKnn(train, config, 2));
      for (int user = 0; user < shape[0]; user++) {
        for (int item = 0; item < shape[1]; item++) {
          assertThat(scores[user][item])
              .as("user %d, item %d", user, item)
              .isCloseTo((float) expected[user][item], within(1e-4f));
        }
      }
    }
  }

  @Test
  void equalSimilaritiesAreKeptInOrderOfItem() {
    // Items b, c and d each share the same single user with a.
    Interactions train =
        Interactions.builder()
            .click("1", "a")
            .click("1", "b")
            .click("1", "c")
            .click("1", "d")
            .click("2", "b")
            .click("3", "c")
            .click("4", "d")
            .click("5", "c")
            .build();
    float[][] scores =
        NaiveScores.scores(itemKnn(train, ItemKnnConfig.defaults().withNeighbours(1), 1));
    // sim(a, b) = sim(a, d) = 1/√2 > sim(a, c): the neighbour of a is b, the first of the two.
    assertThat(scores[1][0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    assertThat(scores[2][0]).isZero();
    assertThat(scores[3][0]).isZero();
  }

  @Test
  void theBitsDoNotDependOnTheNumberOfThreads() {
    Interactions train = RandomModels.ratings(150, 300, 0.1, SEED);
    for (int neighbours : new int[] {0, 7}) {
      ItemKnnConfig config =
          ItemKnnConfig.defaults()
              .withNeighbours(neighbours)
              .withActivityExponent(.5)
              .withCells(CellValues.VALUES);
      float[][] expected = NaiveScores.scores(itemKnn(train, config, 1));
      for (int threads : new int[] {2, 3, 7}) {
        assertThat(NaiveScores.scores(itemKnn(train, config, threads))).isEqualTo(expected);
      }
    }
  }

  @Test
  void whoHasNothingScoresZeroAndZeroValuesAreNotDividedBy() {
    Interactions zeros =
        Interactions.builder().add("a", "x", 0).add("a", "y", 0).add("b", "y", 3).build();
    for (Aggregation aggregation : new Aggregation[] {Aggregation.SUM, Aggregation.WEIGHTED_MEAN}) {
      ItemKnnConfig config =
          ItemKnnConfig.defaults().withCells(CellValues.VALUES).withAggregation(aggregation);
      for (float[] row : NaiveScores.scores(itemKnn(zeros, config, 1))) {
        assertThat(row).containsOnly(0f);
      }
    }
    Interactions train = RandomModels.ratings(20, 12, 0.3, SEED);
    assertThat(NaiveScores.scores(itemKnn(train, ItemKnnConfig.defaults(), 1))[1]).containsOnly(0f);
    for (Interactions small :
        new Interactions[] {SyntheticInteractions.single(), SyntheticInteractions.oneItem()}) {
      assertThat(NaiveScores.scores(itemKnn(small, ItemKnnConfig.defaults(), 1))[0])
          .containsOnly(0f);
    }
  }

  @Test
  void theMemoryGrowsWithWhatIsKept() {
    Interactions train = RandomModels.ratings(50, 400, 0.2, SEED);
    ItemKnnConfig all = ItemKnnConfig.defaults();
    long few = ItemKnnScorer.memoryBytes(train.byUser(), all.withNeighbours(10), 1);
    long many = ItemKnnScorer.memoryBytes(train.byUser(), all.withNeighbours(100), 1);
    assertThat(many - few).isEqualTo(2L * 8 * 400 * 90);
    assertThat(ItemKnnScorer.memoryBytes(train.byUser(), all, 1))
        .as("at most all pairs")
        .isLessThanOrEqualTo(few - 2L * 8 * 400 * 10 + 8L * 400 * 399);
  }

  @Test
  void badConfigurationsAreRefused() {
    ItemKnnConfig config = ItemKnnConfig.defaults();
    assertThatThrownBy(() -> config.withNeighbours(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("neighbours must be at least 0 (got -1)");
    for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> config.withShrinkage(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("shrinkage")
          .hasMessageContaining("" + bad);
      assertThatThrownBy(() -> config.withActivityExponent(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("activity exponent")
          .hasMessageContaining("" + bad);
    }
  }

  private static ItemKnnScorer itemKnn(Interactions train, ItemKnnConfig config, int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      return ItemKnnScorer.of(train.byUser(), config, parallel);
    }
  }
}
