package dev.sapor.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.testing.SyntheticInteractions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomHoldoutTest {

  private static final long SEED = Seeds.printed("RandomHoldoutTest", 12);

  private final SyntheticInteractions synthetic = new SyntheticInteractions(600, 300, 3, 40, SEED);
  private final Interactions data = synthetic.ratings();

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.99})
  void partsAreDisjointAndCompleteAndOfTheShare(double fraction) {
    Split split = new RandomHoldout(fraction, SEED).split(data);

    double[][] all = SyntheticInteractions.dense(data);
    double[][] train = SyntheticInteractions.dense(split.train());
    double[][] test = SyntheticInteractions.dense(split.test());
    for (int user = 0; user < all.length; user++) {
      for (int item = 0; item < all[user].length; item++) {
        boolean inTrain = !Double.isNaN(train[user][item]);
        boolean inTest = !Double.isNaN(test[user][item]);
        if (inTrain || inTest) {
          assertThat(inTrain && inTest).isFalse();
          assertThat(inTrain ? train[user][item] : test[user][item]).isEqualTo(all[user][item]);
        } else if (!Double.isNaN(all[user][item])) {
          fail("user %d and item %d are in neither part", user, item);
        }
      }
    }
    double deviation = Math.sqrt(data.size() * fraction * (1 - fraction));
    assertThat((double) split.test().size())
        .isCloseTo(fraction * data.size(), within(6 * deviation));
  }

  @Test
  void orderOfRowsChangesNothing() {
    InteractionsBuilder reversed = Interactions.builder();
    List<SyntheticInteractions.Row> rows = synthetic.rows().reversed();
    rows.forEach(row -> reversed.add(row.user(), row.item(), row.rating(), row.time()));
    RandomHoldout holdout = new RandomHoldout(0.2, SEED);

    assertThat(holdout.split(reversed.build()).test().digest())
        .isEqualTo(holdout.split(data).test().digest());
  }

  @Test
  void partOfAnInteractionDoesNotDependOnTheOthers() {
    RandomHoldout holdout = new RandomHoldout(0.3, SEED);
    double[][] test = SyntheticInteractions.dense(holdout.split(data).test());
    Interactions half = data.select(at -> at % 2 == 0).compacted();
    Interactions halfTest = holdout.split(half).test();
    for (int user = 0; user < half.users().size(); user++) {
      int oldUser = data.users().indexOf(half.users().id(user)).orElseThrow();
      for (long at = half.byUser().start(user); at < half.byUser().end(user); at++) {
        int item = half.byUser().column(at);
        int oldItem = data.items().indexOf(half.items().id(item)).orElseThrow();
        assertThat(halfTest.byUser().find(user, item) >= 0)
            .isEqualTo(!Double.isNaN(test[oldUser][oldItem]));
      }
    }
  }

  /** No user and no item is favoured: their shares scatter as those of fair coins do. */
  @Test
  void everyUserAndItemHasItsShare() {
    Split split = new RandomHoldout(0.5, SEED).split(data);
    double chiSquare = 0;
    for (int user = 0; user < 600; user++) {
      double all = data.byUser().count(user);
      double deviation = split.test().byUser().count(user) - all / 2;
      chiSquare += deviation * deviation / (all / 4);
    }
    assertThat(chiSquare).isCloseTo(600, within(6 * Math.sqrt(2 * 600)));
    chiSquare = 0;
    int items = data.items().size();
    for (int item = 0; item < items; item++) {
      double all = data.byItem().count(item);
      double deviation = split.test().byItem().count(item) - all / 2;
      chiSquare += deviation * deviation / (all / 4);
    }
    assertThat(chiSquare).isCloseTo(items, within(6 * Math.sqrt(2.0 * items)));
  }

  @Test
  void otherSeedsGiveOtherParts() {
    assertThat(new RandomHoldout(0.5, SEED + 1).split(data).test().digest())
        .isNotEqualTo(new RandomHoldout(0.5, SEED).split(data).test().digest());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
  void fractionsThatAreNoneAreRefused(double fraction) {
    assertThatThrownBy(() -> new RandomHoldout(fraction, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fraction must be between 0 and 1 (got " + fraction + ")");
  }
}
