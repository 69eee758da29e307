package dev.sapor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.testing.SyntheticInteractions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InteractionsBuilderTest {

  private static final long SEED = Seeds.printed("InteractionsBuilderTest", 8);

  private final SyntheticInteractions synthetic = SyntheticInteractions.small(SEED);

  @Test
  void holdsEveryRowOnceInUserMajorOrder() {
    List<SyntheticInteractions.Row> rows = synthetic.rows();
    Interactions data = synthetic.ratings();

    assertThat(data.size()).isEqualTo(rows.size());
    assertThat(data.rated()).isTrue();
    CsrMatrix byUser = data.byUser();
    for (int ordinal = 0; ordinal < rows.size(); ordinal++) {
      SyntheticInteractions.Row row = rows.get(ordinal);
      int user = data.users().indexOf(row.user()).orElseThrow();
      int item = data.items().indexOf(row.item()).orElseThrow();
      long at = byUser.find(user, item);
      assertThat(byUser.value(at)).isEqualTo(row.rating());
      assertThat(data.times().orElseThrow().get(at)).isEqualTo(row.time());
      assertThat(data.ordinals().orElseThrow().get(at)).isEqualTo(ordinal);
      assertThat(data.byItem().value(data.byItem().find(item, user))).isEqualTo(row.rating());
    }
  }

  @Test
  void rowsByNumberAreRowsById() {
    InteractionsBuilder builder = Interactions.builder().keepOrdinals(true);
    for (SyntheticInteractions.Row row : synthetic.rows()) {
      int user = builder.user(row.user());
      int item = builder.item(row.item());
      assertThat(builder.user(row.user())).isEqualTo(user);
      builder.add(user, item, row.rating(), row.time());
    }
    assertThat(builder.build().digest()).isEqualTo(synthetic.ratings().digest());
    assertThat(clicksByNumber().digest())
        .isEqualTo(Interactions.builder().click("b", "x").click("a", "x").build().digest());
  }

  private static Interactions clicksByNumber() {
    InteractionsBuilder builder = Interactions.builder();
    int item = builder.item("x");
    return builder.click(builder.user("a"), item).click(builder.user("b"), item).build();
  }

  @Test
  void numbersThatWereNotGivenOutAreRefused() {
    InteractionsBuilder builder = Interactions.builder();
    int user = builder.user("a");
    assertThatThrownBy(() -> builder.add(user, 0, 1f))
        .isInstanceOf(IndexOutOfBoundsException.class);
    int item = builder.item("x");
    assertThatThrownBy(() -> builder.add(user, item, Float.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(builder.rows()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST", "MEAN", "SUM"})
  void orderOfRowsWithTimesChangesNothing(DuplicatePolicy policy) {
    List<SyntheticInteractions.Row> rows = synthetic.rowsWithDuplicates();
    Interactions expected = build(rows, policy);
    for (int trial = 0; trial < 5; trial++) {
      Interactions shuffled = build(shuffled(rows, trial), policy);
      assertThat(shuffled.digest()).isEqualTo(expected.digest());
      for (long at = 0; at < expected.size(); at++) {
        assertThat(shuffled.times().orElseThrow().get(at))
            .isEqualTo(expected.times().orElseThrow().get(at));
      }
    }
  }

  private static Interactions build(List<SyntheticInteractions.Row> rows, DuplicatePolicy policy) {
    InteractionsBuilder builder = Interactions.builder().duplicates(policy);
    rows.forEach(row -> builder.add(row.user(), row.item(), row.rating(), row.time()));
    Interactions data = builder.build();
    assertThat(builder.mergedDuplicates()).isEqualTo(rows.size() / 2);
    assertThat(data.size()).isEqualTo(rows.size() / 2);
    return data;
  }

  private static List<SyntheticInteractions.Row> shuffled(
      List<SyntheticInteractions.Row> rows, int trial) {
    List<SyntheticInteractions.Row> shuffled = new ArrayList<>();
    for (int at : RandomStream.of(SEED, "shuffle", trial).permutation(rows.size())) {
      shuffled.add(rows.get(at));
    }
    return shuffled;
  }

  @Test
  void lastIsTheLatestThenTheGreatest() {
    assertThat(merged(DuplicatePolicy.LAST, 1, 50, 5, 90, 3, 70)).isEqualTo(5);
    assertThat(merged(DuplicatePolicy.LAST, 1, 90, 5, 90, 3, 90)).isEqualTo(5);
    assertThat(merged(DuplicatePolicy.LAST, 4, -7, 5, Long.MIN_VALUE, 3, -8)).isEqualTo(4);
  }

  @Test
  void equalTimesAndZerosOfEitherSignGiveTheSameBits() {
    for (long[] order : new long[][] {{0, 1}, {1, 0}}) {
      InteractionsBuilder builder = Interactions.builder();
      for (long negative : order) {
        builder.add("u", "i", negative == 1 ? -0f : 0f, 5);
      }
      assertThat(Float.floatToRawIntBits(builder.build().byUser().value(0))).isZero();
    }
  }

  @Test
  void meanAndSumAreThoseOfAllRows() {
    assertThat(merged(DuplicatePolicy.MEAN, 1, 50, 5, 90, 3, 70)).isEqualTo(3);
    assertThat(merged(DuplicatePolicy.SUM, 1, 50, 5, 90, 3, 70)).isEqualTo(9);
  }

  /** The value that (value, time), (value, time) … become. */
  private static float merged(DuplicatePolicy policy, long... valuesAndTimes) {
    InteractionsBuilder builder = Interactions.builder().duplicates(policy);
    for (int i = 0; i < valuesAndTimes.length; i += 2) {
      builder.add("u", "i", (float) valuesAndTimes[i], valuesAndTimes[i + 1]);
    }
    Interactions data = builder.build();
    assertThat(data.size()).isEqualTo(1);
    return data.byUser().value(0);
  }

  @Test
  void withoutTimesLastIsTheLastRow() {
    InteractionsBuilder builder = Interactions.builder().keepOrdinals(true);
    builder.add("u", "i", 5).add("u", "j", 1).add("u", "i", 4).add("u", "i", 2);
    Interactions data = builder.build();
    assertThat(data.byUser().value(0)).isEqualTo(2);
    assertThat(data.ordinals().orElseThrow().get(0)).isEqualTo(3);
    assertThat(builder.mergedDuplicates()).isEqualTo(2);
  }

  @Test
  void duplicatesAreAnErrorWhereTheyMustNotBe() {
    InteractionsBuilder builder = Interactions.builder().duplicates(DuplicatePolicy.ERROR);
    builder.add("u", "i", 5).add("v", "i", 1).add("u", "i", 4);
    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            DuplicateInteractionException.class,
            e -> {
              assertThat(e.userId()).isEqualTo("u");
              assertThat(e.itemId()).isEqualTo("i");
              assertThat(e.ordinal()).isEqualTo(2);
            });
  }

  @Test
  void manyRowsAndUsersCrossTheChunksOfTheBuffer() {
    InteractionsBuilder builder = Interactions.builder();
    float[][] expected = new float[900][700];
    RandomStream random = RandomStream.of(SEED, "many");
    for (int row = 0; row < 300_000; row++) {
      int user = random.nextInt(900);
      int item = random.nextInt(700);
      builder.add("u" + (1000 + user), "i" + (1000 + item), 1 + row % 5, row);
      expected[user][item] = 1 + row % 5;
    }
    Interactions data = builder.build();

    assertThat(builder.rows()).isEqualTo(300_000);
    assertThat(data.size()).isEqualTo(300_000 - builder.mergedDuplicates());
    float[][] actual = new float[900][700];
    for (int user = 0; user < 900; user++) {
      for (long at = data.byUser().start(user); at < data.byUser().end(user); at++) {
        actual[user][data.byUser().column(at)] = data.byUser().value(at);
      }
    }
    assertThat(Arrays.deepEquals(actual, expected)).isTrue();
  }

  @Test
  void digestTellsApartWhatDiffers() {
    String digest = Interactions.builder().add("u", "i", 5).build().digest();
    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(Interactions.builder().add("u", "i", 5).build().digest()).isEqualTo(digest);
    assertThat(Interactions.builder().add("u", "i", 4).build().digest()).isNotEqualTo(digest);
    assertThat(Interactions.builder().add("v", "i", 5).build().digest()).isNotEqualTo(digest);
    assertThat(Interactions.builder().add("u", "j", 5).build().digest()).isNotEqualTo(digest);
    assertThat(Interactions.builder().add("ui", "i", 5).build().digest())
        .isNotEqualTo(Interactions.builder().add("u", "ii", 5).build().digest());
  }

  @Test
  void nothingGivesNothing() {
    Interactions data = Interactions.builder().build();
    assertThat(data.size()).isZero();
    assertThat(data.meanValue()).isZero();
    assertThat(data.byItem().rows()).isZero();
    assertThat(data.digest()).hasSize(64);
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    assertThatThrownBy(() -> Interactions.builder().add("u", "i", 5).click("u", "j").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ratings and clicks cannot be mixed");
    assertThatThrownBy(() -> Interactions.builder().click("u", "i", 5).click("u", "j").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("either all rows have a time or none (1 of 2 have)");
    refused(() -> Interactions.builder().add("", "i", 5), "an id must not be empty");
    refused(() -> Interactions.builder().click("u", ""), "an id must not be empty");
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      refused(
          () -> Interactions.builder().add("u", "i", value),
          "a value must be finite (got " + value + ")");
    }
    InteractionsBuilder sum = Interactions.builder().duplicates(DuplicatePolicy.SUM);
    sum.add("u", "i", Float.MAX_VALUE).add("u", "i", Float.MAX_VALUE);
    assertThatThrownBy(sum::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the sum of duplicate values is not finite");
  }

  /** A row that is refused must leave no trace: its other id would become one nobody rated. */
  @Test
  void refusedRowsLeaveNoTrace() {
    InteractionsBuilder builder = Interactions.builder().add("u", "i", 5);
    refused(() -> builder.add("ghost", "", 5), "an id must not be empty");
    refused(() -> builder.add("ghost", "phantom", Float.NaN), "a value must be finite (got NaN)");
    Interactions data = builder.build();
    assertThat(data.users().ids()).containsExactly("u");
    assertThat(data.items().ids()).containsExactly("i");
    assertThat(data.times()).isEmpty();
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
