package dev.sapor.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.testing.RandomModels;
import org.junit.jupiter.api.Test;

class SimilarItemsTest {

  private static final int ITEMS = 41;

  private final long seed = Seeds.printed("SimilarItemsTest", 4);
  private final Interactions train = RandomModels.ratings(30, ITEMS, 0.4, seed);

  private SimilarItems similar(Factors factors) {
    return SimilarItems.of(RandomModels.model(Goal.PREDICT, train, factors));
  }

  @Test
  void scoresAreCosinesInDescendingOrder() {
    Factors factors = RandomModels.factors(train, 10, seed);
    SimilarItems similar = similar(factors);
    for (int item = 0; item < ITEMS; item++) {
      RankedItems list = similar.similarTo(item, ITEMS);
      boolean trained = item % 7 != 6;
      assertThat(list).hasSize(trained ? ITEMS - ITEMS / 7 - 1 : 0);
      for (int rank = 0; rank < list.size(); rank++) {
        assertThat(list.itemIndex(rank)).isNotEqualTo(item);
        assertThat(list.itemIndex(rank) % 7).isNotEqualTo(6);
        assertThat((double) list.score(rank))
            .isCloseTo(cosine(factors.items(), item, list.itemIndex(rank)), within(1e-6));
        assertThat(rank > 0 && list.score(rank) > list.score(rank - 1)).isFalse();
      }
      RankedItems three = similar.similarTo(item, 3);
      assertThat(three).isEqualTo(list.subList(0, Math.min(3, list.size())));
    }
  }

  @Test
  void lengthDoesNotMatterAndTiesGoByIndex() {
    Factors factors = Factors.zeros(30, ITEMS, 3);
    float[] scales = {1e-30f, 1, 1e30f, 3, 1e-10f, 5};
    for (int item = 0; item < 6; item++) {
      float scale = scales[item];
      factors.items().setRow(item, new float[] {scale, 2 * scale, item == 4 ? -scale : scale});
    }
    RankedItems list = similar(factors).similarTo(3, 10);

    assertThat(list).extracting(RankedItem::itemIndex).containsExactly(0, 1, 2, 5, 4);
    assertThat(list.score(0)).isCloseTo(1, within(1e-6f)).isLessThanOrEqualTo(1);
    assertThat(list.score(4)).isCloseTo(4 / 6f, within(1e-6f));
  }

  @Test
  void itemsWithoutFactorsAreLeftOut() {
    Factors factors = Factors.zeros(30, ITEMS, 2);
    factors.items().setRow(0, new float[] {1, 0});
    factors.items().setRow(9, new float[] {-1, 0});
    SimilarItems similar = similar(factors);

    assertThat(similar.similarTo(0, 5)).containsExactly(new RankedItem(9, -1));
    assertThat(similar.similarTo(1, 5)).isEmpty();
  }

  @Test
  void whatIsNotThereIsRefused() {
    SimilarItems similar = similar(Factors.zeros(30, ITEMS, 2));
    assertThatThrownBy(() -> similar.similarTo(ITEMS, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> similar.similarTo(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("n must be at least 1 (got 0)");
  }

  private static double cosine(FloatMatrix rows, int a, int b) {
    double dot = 0;
    double squareA = 0;
    double squareB = 0;
    for (int f = 0; f < rows.columns(); f++) {
      dot += (double) rows.get(a, f) * rows.get(b, f);
      squareA += (double) rows.get(a, f) * rows.get(a, f);
      squareB += (double) rows.get(b, f) * rows.get(b, f);
    }
    return dot / Math.sqrt(squareA * squareB);
  }
}
