package dev.sapor.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.model.History;
import dev.sapor.recommend.ItemIndex.Search;
import dev.sapor.testing.RandomModels;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of an index, beside those of the recommender. */
final class ItemIndexTest {

  private static final long SEED = Seeds.printed("ItemIndexTest", 77);

  private static FactorModel model(int users, int items, int factors) {
    Interactions train = RandomModels.ratings(users, items, .3, SEED);
    return RandomModels.model(
        Goal.RECOMMEND, train, RandomModels.factors(train, factors, SEED + items));
  }

  @ParameterizedTest
  @EnumSource
  void givesTheListsOfTheRecommender(Search search) {
    for (int items : new int[] {3, 40, 700}) {
      FactorModel model = model(12, items, 9);
      ItemIndex index = ItemIndex.of(model, search);
      Recommender recommender = Recommender.of(model);
      History history = model.history().orElseThrow();
      int[] thirds = IntStream.range(0, items).filter(i -> i % 3 == 0).toArray();
      ItemFilter unseen = ItemFilter.unseen();
      for (ItemFilter filter :
          List.of(
              unseen,
              unseen.includingSeen(),
              unseen.allowing(thirds),
              unseen.denying(thirds),
              unseen.allowing(0, 1),
              unseen.includingSeen().allowing())) {
        for (int n : new int[] {1, 10, 1000}) {
          for (int user = 0; user < 12; user++) {
            RankedItems list =
                index.best(
                    model.factors().users(),
                    user,
                    model.factors().userBiases()[user],
                    n,
                    filter,
                    history.byUser());
            assertThat(list)
                .as("%s items, user %s, n %s", items, user, n)
                .isEqualTo(recommender.recommend(user, n, filter));
          }
        }
      }
    }
  }

  @Test
  void thePlainSearchIsForFewItems() {
    assertThat(ItemIndex.of(model(12, 40, 9)).search()).isEqualTo(Search.SCAN);
    assertThat(ItemIndex.choose(1_700, 64).search()).isEqualTo(Search.SCAN);
    assertThat(ItemIndex.choose(32_767, 64).search()).isEqualTo(Search.SCAN);
    assertThat(ItemIndex.choose(32_768, 64).search()).isEqualTo(Search.QUANTIZED);
    assertThat(ItemIndex.choose(Integer.MAX_VALUE, 64).search()).isEqualTo(Search.QUANTIZED);
    assertThat(ItemIndex.choose(1_000_000, 64).bytes()).isBetween(64_000_000L, 90_000_000L);
    assertThat(ItemIndex.choose(100, 64).bytes()).isBetween(100 * 64 * 4L, 2 * 100 * 64 * 4L);
  }

  @Test
  void theChoiceSaysByWhatItWasMade() {
    assertThat(ItemIndex.choose(1_700, 64).reason())
        .isEqualTo(
            "all scores are computed: 1,700 items x 64 factors are 108,800 elements, below"
                + " 2,097,152");
    assertThat(ItemIndex.choose(32_768, 64).reason())
        .contains("codes of eight bits", "longest rows first")
        .endsWith("32,768 items x 64 factors are 2,097,152 elements, no fewer than 2,097,152");
  }

  @Test
  void whatCannotBeAnsweredIsRefused() {
    FactorModel model = model(12, 40, 9);
    ItemIndex index = ItemIndex.of(model);
    ItemFilter unseen = ItemFilter.unseen();
    assertThatThrownBy(() -> index.best(model.factors().users(), 0, 0, 0, unseen, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> index.best(model.factors().users(), 0, 0, 5, unseen, null))
        .isInstanceOf(MissingHistoryException.class);
    assertThatThrownBy(
            () -> index.best(model.factors().users(), 12, 0, 5, unseen.includingSeen(), null))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() ->
            index.best(model.factors().users(), 0, 0, 5, unseen.includingSeen().denying(40), null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
