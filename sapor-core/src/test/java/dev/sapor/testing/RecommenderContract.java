package dev.sapor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.Recommender;
import dev.sapor.recommend.Scorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every scorer must do, and every recommender by it. Bound to a scorer by a subclass. */
public abstract class RecommenderContract {

  private static final int USERS = 70;
  private static final int ITEMS = 53;
  private static final int WITHOUT_HISTORY = 1;
  private static final int HAS_SEEN_ALL = 2;

  private final Interactions train =
      RandomModels.ratings(USERS, ITEMS, 0.2, Seeds.printed(getClass().getSimpleName(), 7));
  private Scorer scorer;
  private Recommender recommender;

  /** The scorer under test, over the users and items of some training data. */
  protected abstract Scorer scorer(Interactions train);

  @BeforeEach
  void trainScorer() {
    scorer = scorer(train);
    recommender = Recommender.of(scorer, train.byUser());
  }

  @Test
  void shapesAreThoseOfTheTrainingData() {
    assertThat(scorer.users()).isEqualTo(USERS);
    assertThat(scorer.items()).isEqualTo(ITEMS);
  }

  @Test
  void scoresOfAUserDoNotDependOnTheBlock() {
    int[] users = {3, 0, 69, 3, HAS_SEEN_ALL, WITHOUT_HISTORY, 17};
    FloatMatrix block = FloatMatrix.zeros(users.length, ITEMS);
    scorer.score(users, 1, users.length, block);
    for (int k = 1; k < users.length; k++) {
      assertThat(block.row(k - 1)).containsExactly(scores(users[k]));
    }
  }

  @Test
  void listsAreTheSortedScoresOfEligibleItems() {
    for (int user = 0; user < USERS; user++) {
      for (int n : new int[] {1, 3, 10, ITEMS, ITEMS + 1, Integer.MAX_VALUE}) {
        assertThat(recommender.recommend(user, n, ItemFilter.unseen()))
            .isEqualTo(sorted(user, n, unseenBy(user)));
        assertThat(recommender.recommend(user, n, ItemFilter.unseen().includingSeen()))
            .isEqualTo(sorted(user, n, item -> true));
      }
    }
  }

  @Test
  void aFilterNeverCostsAResult() {
    for (int user = 0; user < USERS; user++) {
      int[] best = items(recommender.recommend(user, 5, ItemFilter.unseen()));
      ItemFilter denying = ItemFilter.unseen().denying(best).denying(7, 8);
      IntPredicate others = item -> IntStream.of(best).noneMatch(b -> b == item);
      IntPredicate notDenied = others.and(item -> item != 7 && item != 8);
      assertThat(recommender.recommend(user, 5, denying))
          .isEqualTo(sorted(user, 5, unseenBy(user).and(notDenied)));
      ItemFilter allowing = ItemFilter.unseen().includingSeen().allowing(1, 2, 3, 4, 5, 6, 9);
      assertThat(recommender.recommend(user, 3, allowing.allowing(9, 3, 5, 1, 6).denying(5)))
          .isEqualTo(sorted(user, 3, item -> item == 1 || item == 3 || item == 9));
      assertThat(recommender.recommend(user, 3, allowing)).hasSize(3);
    }
  }

  @Test
  void itemsWithoutInteractionsAreNeverRanked() {
    ItemFilter onlyThose = ItemFilter.unseen().includingSeen().allowing(6, 13, 20);
    for (int user = 0; user < USERS; user++) {
      assertThat(recommender.recommend(user, 10, onlyThose)).isEmpty();
    }
  }

  @Test
  void aUserWhoHasSeenAllGetsAnEmptyList() {
    assertThat(recommender.recommend(HAS_SEEN_ALL, 10, ItemFilter.unseen())).isEmpty();
    assertThat(recommender.recommend(HAS_SEEN_ALL, 10, ItemFilter.unseen().includingSeen()))
        .hasSize(10);
  }

  @Test
  void aBatchGivesEachUserTheListOfASingleQueryAtAnyNumberOfThreads() {
    // More users than the blocks of seven threads hold at once, in no order, many of them twice.
    int[] users = IntStream.range(0, 4000).map(k -> k * 31 % USERS).toArray();
    ItemFilter filter = ItemFilter.unseen().denying(4);
    List<RankedItems> single = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      single.add(recommender.recommend(user, 6, filter));
    }
    for (int threads : new int[] {1, 2, 3, 7}) {
      List<Integer> order = new ArrayList<>();
      try (Parallel parallel = new Parallel(threads)) {
        recommender.recommendAll(
            users,
            6,
            filter,
            parallel,
            (user, items) -> {
              order.add(user);
              assertThat(items).isEqualTo(single.get(user));
            });
      }
      assertThat(order).containsExactly(IntStream.of(users).boxed().toArray(Integer[]::new));
    }
  }

  @Test
  void allUsersComeInOrder() {
    List<Integer> order = new ArrayList<>();
    try (Parallel parallel = new Parallel(2)) {
      recommender.recommendAll(3, ItemFilter.unseen(), parallel, (user, items) -> order.add(user));
    }
    assertThat(order).containsExactly(IntStream.range(0, USERS).boxed().toArray(Integer[]::new));
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatThrownBy(() -> recommender.recommend(0, 0, ItemFilter.unseen()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("n must be at least 1 (got 0)");
    assertThatThrownBy(() -> recommender.recommend(USERS, 1, ItemFilter.unseen()))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> recommender.recommend(-1, 1, ItemFilter.unseen()))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> recommender.recommend(0, 1, ItemFilter.unseen().denying(ITEMS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the filter names item index 53 of 53 items");
    assertThatThrownBy(() -> scorer.score(new int[1], 0, 1, FloatMatrix.zeros(1, ITEMS + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scorer.score(new int[2], 0, 2, FloatMatrix.zeros(1, ITEMS)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private float[] scores(int user) {
    FloatMatrix one = FloatMatrix.zeros(1, ITEMS);
    scorer.score(new int[] {user}, 0, 1, one);
    return one.row(0);
  }

  private IntPredicate unseenBy(int user) {
    return item -> train.byUser().find(user, item) < 0;
  }

  /** The plain way: all scores, those that may be ranked, a full sort. */
  private List<RankedItem> sorted(int user, int n, IntPredicate eligible) {
    float[] scores = scores(user);
    CsrMatrix byItem = train.byItem();
    return IntStream.range(0, ITEMS)
        .filter(item -> byItem.count(item) > 0)
        .filter(eligible)
        .mapToObj(item -> new RankedItem(item, scores[item]))
        .sorted(
            Comparator.comparingDouble((RankedItem item) -> -item.score())
                .thenComparingInt(RankedItem::itemIndex))
        .limit(n)
        .toList();
  }

  private static int[] items(RankedItems list) {
    return list.stream().mapToInt(RankedItem::itemIndex).toArray();
  }
}
