package dev.sapor.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.recommend.Scorer;
import dev.sapor.testing.RandomModels;
import dev.sapor.testing.RecommenderContract;
import dev.sapor.testing.SyntheticInteractions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EaseScorerTest extends RecommenderContract {

  private static final long SEED = Seeds.printed("EaseScorerTest", 3);
  private static final float CLOSE = 1e-4f;

  @Override
  protected Scorer scorer(Interactions train) {
    return ease(train, EaseConfig.defaults().withL2(2), 2);
  }

  @ParameterizedTest
  @EnumSource(CellValues.class)
  void bothFormsAgreeWithThePlainLoops(CellValues cells) {
    for (int[] shape : new int[][] {{40, 25}, {25, 40}, {30, 30}, {1, 9}, {9, 1}}) {
      Interactions train =
          RandomModels.ratings(Math.max(3, shape[0]), shape[1], 0.3, SEED + shape[0]);
      for (double l2 : new double[] {0.5, 10, 500}) {
        EaseConfig config = EaseConfig.defaults().withL2(l2).withCells(cells);
        double[][] expected = NaiveScores.ease(NaiveScores.dense(train, cells), l2);
        try (Parallel parallel = new Parallel(2)) {
          assertClose(EaseScorer.byItems(train.byUser(), config, parallel), expected);
          assertClose(EaseScorer.byUsers(train.byUser(), config, parallel), expected);
        }
      }
    }
  }

  private static void assertClose(Scorer scorer, double[][] expected) {
    float[][] scores = NaiveScores.scores(scorer);
    for (int user = 0; user < expected.length; user++) {
      for (int item = 0; item < expected[user].length; item++) {
        assertThat(scores[user][item]).isCloseTo((float) expected[user][item], within(CLOSE));
      }
    }
  }

  @Test
  void theSmallerSideIsInverted() {
    Interactions wide = RandomModels.ratings(10, 30, 0.4, SEED);
    Interactions tall = RandomModels.ratings(30, 10, 0.4, SEED);
    try (Parallel parallel = new Parallel(1)) {
      EaseConfig config = EaseConfig.defaults();
      assertThat(NaiveScores.scores(EaseScorer.of(wide.byUser(), config, parallel)))
          .isEqualTo(NaiveScores.scores(EaseScorer.byUsers(wide.byUser(), config, parallel)));
      assertThat(NaiveScores.scores(EaseScorer.of(tall.byUser(), config, parallel)))
          .isEqualTo(NaiveScores.scores(EaseScorer.byItems(tall.byUser(), config, parallel)));
    }
    assertThat(EaseScorer.memoryBytes(1_000, 1_000_000, 0))
        .isEqualTo(EaseScorer.memoryBytes(1_000, 2_000_000, 0))
        .isLessThan(EaseScorer.memoryBytes(1_000_000, 1_000, 0));
  }

  @Test
  void theBitsDoNotDependOnTheNumberOfThreads() {
    for (int[] shape : new int[][] {{200, 150}, {150, 200}}) {
      Interactions train = RandomModels.ratings(shape[0], shape[1], 0.2, SEED);
      float[][] expected = NaiveScores.scores(ease(train, EaseConfig.defaults(), 1));
      for (int threads : new int[] {2, 3, 7}) {
        assertThat(NaiveScores.scores(ease(train, EaseConfig.defaults(), threads)))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void usersWithoutInteractionsScoreZeroInBothForms() {
    Interactions train = RandomModels.ratings(20, 12, 0.3, SEED);
    try (Parallel parallel = new Parallel(1)) {
      for (Scorer scorer :
          new Scorer[] {
            EaseScorer.byItems(train.byUser(), EaseConfig.defaults(), parallel),
            EaseScorer.byUsers(train.byUser(), EaseConfig.defaults(), parallel)
          }) {
        assertThat(NaiveScores.scores(scorer)[1]).containsOnly(0f);
      }
    }
  }

  @Test
  void smallestDataHaveScores() {
    for (Interactions train :
        new Interactions[] {
          SyntheticInteractions.single(),
          SyntheticInteractions.oneUser(),
          SyntheticInteractions.oneItem()
        }) {
      for (float[] row : NaiveScores.scores(ease(train, EaseConfig.defaults(), 2))) {
        for (float score : row) {
          assertThat(score).isFinite();
        }
      }
    }
  }

  @Test
  void anL2ThatIsLostInTheDataIsRefused() {
    Interactions train =
        Interactions.builder().add("a", "x", 1e9f).add("a", "y", 1e9f).add("b", "x", 0).build();
    assertThatThrownBy(
            () -> ease(train, EaseConfig.defaults().withL2(1e-6).withCells(CellValues.VALUES), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("l2 is too small for this data (got 1.0E-6)");
  }

  @Test
  void badConfigurationsAndValuesAreRefused() {
    for (double l2 : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> EaseConfig.defaults().withL2(l2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("l2")
          .hasMessageContaining("" + l2);
    }
    CsrMatrix huge = Interactions.builder().add("a", "x", 2e9f).build().byUser();
    assertThatThrownBy(() -> CellValues.VALUES.of(huge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2.0E9");
    assertThat(CellValues.ONES.of(huge).value(0)).isEqualTo(1);
  }

  private static EaseScorer ease(Interactions train, EaseConfig config, int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      return EaseScorer.of(train.byUser(), config, parallel);
    }
  }
}
