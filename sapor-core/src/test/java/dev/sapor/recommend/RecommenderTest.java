package dev.sapor.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.testing.RandomModels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code RecommenderContract} does not say: ties, models without history, odd shapes. */
class RecommenderTest {

  private final Interactions train = RandomModels.ratings(12, 20, 0.3, 2);

  @Test
  void tiesGoByItemIndex() {
    // Without factors and biases all scores are the mean.
    Factors equal = Factors.zeros(12, 20, 4);
    Recommender recommender = Recommender.of(new FactorScorer(equal), train.byUser());
    RankedItems list = recommender.recommend(0, 8, ItemFilter.unseen().includingSeen());

    assertThat(list).extracting(RankedItem::itemIndex).containsExactly(0, 1, 2, 3, 4, 5, 7, 8);
  }

  @Test
  void withoutHistorySeenItemsCannotBeLeftOut() {
    FactorModel whole =
        RandomModels.model(Goal.RECOMMEND, train, RandomModels.factors(train, 3, 1));
    FactorModel bare = whole.withoutHistory();

    assertThatThrownBy(() -> Recommender.of(bare).recommend(0, 5, ItemFilter.unseen()))
        .isInstanceOf(MissingHistoryException.class)
        .hasMessage("the model has no history, which is needed to leave out seen items");
    ItemFilter all = ItemFilter.unseen().includingSeen();
    assertThat(Recommender.of(bare).recommend(0, 5, all))
        .isEqualTo(Recommender.of(whole).recommend(0, 5, all));
    assertThat(Recommender.of(bare, train.byUser()).recommend(0, 5, ItemFilter.unseen()))
        .isEqualTo(Recommender.of(whole).recommend(0, 5, ItemFilter.unseen()));
  }

  @Test
  void aFailingConsumerEndsTheBatch() {
    Recommender recommender = Recommender.of(PopularityScorer.of(train.byUser()), train.byUser());
    List<Integer> taken = new ArrayList<>();
    try (Parallel parallel = new Parallel(2)) {
      assertThatThrownBy(() ->
              recommender.recommendAll(
                  2,
                  ItemFilter.unseen(),
                  parallel,
                  (user, items) -> {
                    taken.add(user);
                    throw new IllegalStateException("full");
                  }))
          .hasMessage("full");
    }
    assertThat(taken).containsExactly(0);
  }

  @Test
  void noItemsAndNoUsersGiveNothing() {
    Interactions none = Interactions.builder().build();
    Recommender recommender =
        Recommender.of(new FactorScorer(Factors.zeros(0, 0, 2)), none.byUser());
    try (Parallel parallel = new Parallel(2)) {
      recommender.recommendAll(
          2,
          ItemFilter.unseen(),
          parallel,
          (user, items) -> {
            throw new AssertionError("there is no user " + user);
          });
    }
    FloatMatrix empty = FloatMatrix.zeros(3, 0);
    new FactorScorer(Factors.zeros(3, 0, 2)).score(new int[] {0, 1, 2}, 0, 3, empty);
    assertThat(empty.columns()).isZero();
  }

  @Test
  void otherShapesAreRefused() {
    assertThatThrownBy(
            () -> Recommender.of(new FactorScorer(Factors.zeros(12, 19, 2)), train.byUser()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training data are 12 x 20, the scorer is 12 x 19");
  }

  @Test
  void blocksAreSmallerWhereItemsAreMany() {
    assertThat(Scorer.blockUsers(0)).isEqualTo(64);
    assertThat(Scorer.blockUsers(65_536)).isEqualTo(64);
    assertThat(Scorer.blockUsers(1_000_000)).isEqualTo(4);
    assertThat(Scorer.blockUsers(Integer.MAX_VALUE)).isEqualTo(1);
  }
}
