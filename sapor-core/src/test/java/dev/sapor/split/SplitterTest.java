package dev.sapor.split;

import static dev.sapor.split.GoldenSplits.pairs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.testing.SyntheticInteractions;
import dev.sapor.testing.SyntheticInteractions.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule that goes by ids and times, against plain loops over the rows. */
class SplitterTest {

  private static final long SEED = Seeds.printed("SplitterTest", 21);

  private final List<Row> rows = new SyntheticInteractions(120, 80, 3, 12, SEED).rows();
  private final Interactions data = of(rows);

  private static Interactions of(List<Row> rows) {
    InteractionsBuilder builder = Interactions.builder().keepOrdinals(true);
    rows.forEach(row -> builder.add(row.user(), row.item(), row.rating(), row.time()));
    return builder.build();
  }

  private List<Row> shuffled() {
    List<Row> other = new ArrayList<>();
    for (int at : RandomStream.of(SEED, "order of rows").permutation(rows.size())) {
      other.add(rows.get(at));
    }
    return other;
  }

  static Stream<Splitter> splitters() {
    return Stream.of(
        new RandomHoldout(0.2, 3),
        new LeaveLastOut(1),
        new LeaveLastOut(3),
        TemporalHoldout.atQuantile(0.8),
        data -> new KFold(4, 5).split(data, 2));
  }

  @ParameterizedTest
  @MethodSource("splitters")
  void partsAreDisjointAndCompleteWhateverTheOrderOfRows(Splitter splitter) {
    Split split = splitter.split(data);
    Split other = splitter.split(of(shuffled()));
    assertThat(split.train().size() + split.test().size()).isEqualTo(data.size());
    assertThat(split.test().size()).isPositive();
    Set<String> both = new TreeSet<>(pairs(split.train()));
    both.addAll(pairs(split.test()));
    assertThat(both).isEqualTo(pairs(data));
    assertThat(other.train().digest()).isEqualTo(split.train().digest());
    assertThat(other.test().digest()).isEqualTo(split.test().digest());
  }

  @Test
  void foldsAreDisjointCompleteAndOfEqualShares() {
    List<Split> splits = new KFold(5, SEED).splits(data);
    Set<String> tested = new HashSet<>();
    long sizes = 0;
    for (Split split : splits) {
      Set<String> ofFold = pairs(split.test());
      tested.addAll(ofFold);
      sizes += ofFold.size();
      double deviation = Math.sqrt(data.size() * 0.2 * 0.8);
      assertThat((double) split.test().size()).isCloseTo(data.size() / 5.0, within(6 * deviation));
      assertThat(split.train().size() + split.test().size()).isEqualTo(data.size());
    }
    assertThat(tested).isEqualTo(pairs(data));
    assertThat(sizes).as("disjoint").isEqualTo(data.size());
    assertThat(new KFold(5, SEED + 1).split(data, 0).test().digest())
        .isNotEqualTo(splits.getFirst().test().digest());
  }

  @Test
  void theLastOfEachUserByTimeAreHeldOut() {
    for (int count : new int[] {1, 3}) {
      Map<String, List<Row>> byUser = rows.stream().collect(Collectors.groupingBy(Row::user));
      Split split = new LeaveLastOut(count).split(data);
      int whole = 0;
      for (var entry : byUser.entrySet()) {
        List<Row> ofUser = entry.getValue();
        long held =
            pairs(split.test()).stream().filter(p -> p.startsWith(entry.getKey() + " ")).count();
        if (ofUser.size() <= count) {
          whole++;
          assertThat(held).isZero();
          continue;
        }
        assertThat(held).isEqualTo(count);
        List<Row> newest =
            ofUser.stream()
                .sorted(
                    Comparator.comparingLong(Row::time).thenComparingDouble(Row::rating).reversed())
                .toList();
        Row last = newest.get(count - 1);
        Row next = newest.get(count);
        if (last.time() != next.time() || last.rating() != next.rating()) {
          Set<String> expected =
              newest.stream()
                  .limit(count)
                  .map(r -> r.user() + " " + r.item())
                  .collect(Collectors.toSet());
          assertThat(pairs(split.test())).containsAll(expected);
        }
      }
      assertThat(new LeaveLastOut(count).wholeUsers(data)).isEqualTo(whole);
    }
  }

  @Test
  void equalTimesBreakByValueAndThenByHash() {
    Interactions tied =
        Interactions.builder()
            .add("a", "x", 2f, 9)
            .add("a", "y", 5f, 9)
            .add("a", "z", 4f, 9)
            .add("b", "x", 3f, 9)
            .add("b", "y", 3f, 9)
            .build();
    Set<String> held = pairs(new LeaveLastOut(1).split(tied).test());
    assertThat(held).hasSize(2).contains("a y");
    // One of the two of b, and the same one whatever else is there.
    Interactions more = Interactions.builder().add("b", "y", 3f, 9).add("b", "x", 3f, 9).build();
    assertThat(held).containsAll(pairs(new LeaveLastOut(1).split(more).test()));
  }

  @Test
  void withoutTimesTheLastRowIsHeldOut() {
    Interactions untimed =
        Interactions.builder()
            .keepOrdinals(true)
            .click("a", "z")
            .click("b", "x")
            .click("a", "x")
            .click("a", "y")
            .build();
    assertThat(LeaveLastOut.byRow(untimed)).isTrue();
    assertThat(LeaveLastOut.byRow(data)).isFalse();
    assertThat(pairs(new LeaveLastOut(1).split(untimed).test())).containsExactly("a y");
    assertThat(pairs(new LeaveLastOut(2).split(untimed).test())).containsExactly("a x", "a y");
    Interactions neither = Interactions.builder().click("a", "x").click("a", "y").build();
    assertThatThrownBy(() -> new LeaveLastOut(1).split(neither))
        .hasMessage(
            "leaving out the last rows of each user needs the order of rows, which was not kept");
  }

  @Test
  void theFutureIsHeldOut() {
    long[] times = rows.stream().mapToLong(Row::time).sorted().toArray();
    long median = times[times.length / 2];
    Split split = TemporalHoldout.at(median).split(data);
    Set<String> expected =
        rows.stream()
            .filter(row -> row.time() >= median)
            .map(row -> row.user() + " " + row.item())
            .collect(Collectors.toSet());
    assertThat(pairs(split.test())).isEqualTo(expected);
    assertThat(TemporalHoldout.atQuantile(0.5).firstTestTime(data)).isEqualTo(median);
    assertThat(
            LeakReport.of(split.train(), split.test(), LeakReport.Claim.TEMPORAL)
                .count(Leak.Kind.FUTURE))
        .isZero();
    Interactions untimed = Interactions.builder().click("a", "x").build();
    assertThatThrownBy(() -> TemporalHoldout.at(0).split(untimed))
        .hasMessage("a temporal holdout needs times, the data have none");
    assertThatThrownBy(() -> TemporalHoldout.atQuantile(1)).hasMessageContaining("quantile");
  }

  static Stream<UserHoldout.Amount> amounts() {
    return Stream.of(new UserHoldout.Count(30), new UserHoldout.Share(0.3));
  }

  @ParameterizedTest
  @MethodSource("amounts")
  void wholeUsersAreHeldOut(UserHoldout.Amount amount) {
    UserHoldout rule = new UserHoldout(amount, 0.8, SEED);
    UserSplit split = rule.split(data);
    int held = 0;
    for (int user = 0; user < data.users().size(); user++) {
      int all = data.byUser().count(user);
      int train = split.train().byUser().count(user);
      int shown = split.foldIn().byUser().count(user);
      int test = split.test().byUser().count(user);
      assertThat(train + shown + test).isEqualTo(all);
      if (train == 0 && all > 0) {
        held++;
        assertThat(shown).isEqualTo(all == 1 ? 1 : Math.clamp(Math.round(0.8 * all), 1, all - 1));
      } else {
        assertThat(train).isEqualTo(all);
      }
    }
    assertThat(held)
        .isBetween(
            amount instanceof UserHoldout.Count ? 30 : 15,
            amount instanceof UserHoldout.Count ? 30 : 60);
    Set<String> union = new TreeSet<>(pairs(split.train()));
    union.addAll(pairs(split.foldIn()));
    union.addAll(pairs(split.test()));
    assertThat(union).isEqualTo(pairs(data));
    UserSplit other = rule.split(of(shuffled()));
    assertThat(other.foldIn().digest()).isEqualTo(split.foldIn().digest());
    assertThat(other.test().digest()).isEqualTo(split.test().digest());
  }

  @Test
  void userHoldoutsThatCannotBeMadeAreRefused() {
    assertThatThrownBy(() -> new UserHoldout(new UserHoldout.Count(120), 0.8, 1).split(data))
        .hasMessage("120 users cannot be held out of 120");
    assertThatThrownBy(() -> new UserHoldout.Count(0)).hasMessageContaining("users");
    assertThatThrownBy(() -> new UserHoldout.Share(1)).hasMessageContaining("share of users");
    assertThatThrownBy(() -> new UserHoldout(new UserHoldout.Count(1), 1, 1))
        .hasMessageContaining("fold-in share");
    assertThatThrownBy(() -> new KFold(1, 0)).hasMessageContaining("folds");
    assertThatThrownBy(() -> new LeaveLastOut(0)).hasMessageContaining("count");
  }
}
