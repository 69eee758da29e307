package dev.sapor.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {

  private static final long SEED = Seeds.printed("PreparationTest", 31);
  private static final int DAY = 86_400;

  /** A row as it was put in. */
  private record Row(String user, String item, float rating, long time) {}

  /** Users of very different activity; no pair twice. */
  private static List<Row> randomRows(long trial) {
    RandomStream random = RandomStream.of(SEED, "rows", trial);
    int users = 2 + random.nextInt(30);
    int items = 2 + random.nextInt(20);
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      double activity = random.nextDouble() * random.nextDouble();
      for (int item = 0; item < items; item++) {
        if (random.nextDouble() < activity) {
          float rating = 1 + random.nextInt(5);
          rows.add(new Row("u" + user, "i" + item, rating, 1_000_000 + random.nextInt(40)));
        }
      }
    }
    rows.add(new Row("u0", "extra", 5, 1_000_000));
    return rows;
  }

  private static Interactions data(List<Row> rows) {
    InteractionsBuilder builder = Interactions.builder();
    rows.forEach(row -> builder.add(row.user(), row.item(), row.rating(), row.time()));
    return builder.build();
  }

  /** Pairs with their values. */
  private static SortedMap<String, Float> pairs(Interactions data) {
    TreeMap<String, Float> pairs = new TreeMap<>();
    CsrMatrix matrix = data.byUser();
    for (int user = 0; user < matrix.rows(); user++) {
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        pairs.put(
            data.users().id(user) + "/" + data.items().id(matrix.column(at)), matrix.value(at));
      }
    }
    return pairs;
  }

  private static SortedMap<String, Float> pairs(List<Row> rows) {
    TreeMap<String, Float> pairs = new TreeMap<>();
    rows.forEach(row -> pairs.put(row.user() + "/" + row.item(), row.rating()));
    return pairs;
  }

  @ParameterizedTest
  @CsvSource({
    "rating>=4, 4|5",
    "rating>4, 5",
    "value <= 2, 1|2",
    "<2, 1",
    "rating=3, 3",
    "rating>=3.5, 4|5"
  })
  void thresholdMakesClicksOfWhatItAccepts(String rule, String accepted) {
    InteractionsBuilder builder = Interactions.builder();
    for (int rating = 1; rating <= 5; rating++) {
      builder.add("u" + rating, "i", rating);
    }
    PositiveThreshold threshold = PositiveThreshold.parse(rule);
    Interactions result =
        Preparation.none().withPositive(threshold).ofAll(builder.build()).interactions();
    assertThat(result.rated()).isFalse();
    assertThat(pairs(result).values()).containsOnly(1f);
    assertThat(pairs(result).keySet().stream().map(pair -> pair.substring(1, 2)))
        .containsExactly(accepted.split("\\|", -1));
    assertThat(PositiveThreshold.parse(threshold.toString())).isEqualTo(threshold);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rating", "rating>=", "rating=>4", "stars>=4", "4", "rating>=x"})
  void otherThresholdsAreRefused(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PositiveThreshold.parse(rule))
        .withMessageContaining("rating>=4");
  }

  @Test
  void coreIsThatOfRepeatedRemoval() {
    int nonTrivial = 0;
    for (int trial = 0; trial < 200; trial++) {
      List<Row> rows = randomRows(trial);
      RandomStream random = RandomStream.of(SEED, "bounds", trial);
      int minUser = 1 + random.nextInt(4);
      int minItem = 2 + random.nextInt(4);
      List<Row> expected = naiveCore(rows, minUser, minItem);
      Preparation preparation = Preparation.none().withMinUser(minUser).withMinItem(minItem);
      if (expected.isEmpty()) {
        assertThatThrownBy(() -> preparation.ofTraining(data(rows)))
            .isInstanceOf(PreparationException.class)
            .hasMessageContaining("no interaction is left")
            .hasMessageContaining(StepReport.CORE);
        continue;
      }
      PreparedInteractions prepared = preparation.ofTraining(data(rows));
      assertThat(pairs(prepared.interactions())).as("trial %d", trial).isEqualTo(pairs(expected));
      StepReport step = prepared.steps().getFirst();
      assertThat(step.left()).isEqualTo(counts(expected));
      assertThat(step.removed()).isEqualTo(counts(rows).minus(counts(expected)));
      nonTrivial += expected.size() < rows.size() ? 1 : 0;
    }
    assertThat(nonTrivial).isGreaterThan(50);
  }

  private static List<Row> naiveCore(List<Row> rows, int minUser, int minItem) {
    List<Row> left = rows;
    int before;
    do {
      before = left.size();
      List<Row> all = left;
      left =
          all.stream()
              .filter(
                  row -> all.stream().filter(r -> r.user().equals(row.user())).count() >= minUser)
              .filter(
                  row -> all.stream().filter(r -> r.item().equals(row.item())).count() >= minItem)
              .toList();
    } while (left.size() < before);
    return left;
  }

  private static InteractionCounts counts(List<Row> rows) {
    return new InteractionCounts(
        rows.size(),
        (int) rows.stream().map(Row::user).distinct().count(),
        (int) rows.stream().map(Row::item).distinct().count());
  }

  @Test
  void longChainOfRemovalsIsFollowedToItsEnd() {
    InteractionsBuilder builder = Interactions.builder();
    for (int k = 0; k < 2_000; k++) {
      builder.add("u" + k, "i" + k, 1).add("u" + k, "i" + (k + 1), 1);
    }
    for (String user : List.of("a", "b")) {
      builder.add(user, "x", 1).add(user, "y", 1);
    }
    Interactions core =
        Preparation.none().withMinUser(2).withMinItem(2).ofTraining(builder.build()).interactions();
    assertThat(pairs(core).keySet()).containsExactly("a/x", "a/y", "b/x", "b/y");
  }

  @Test
  void capKeepsTheNewestAndOfEqualTimesTheGreater() {
    for (int trial = 0; trial < 100; trial++) {
      List<Row> rows = randomRows(trial);
      int most = 1 + RandomStream.of(SEED, "cap", trial).nextInt(6);
      PreparedInteractions prepared =
          Preparation.none().withMaxPerUser(most).ofTraining(data(rows));
      SortedMap<String, Float> kept = pairs(prepared.interactions());
      int capped = 0;
      for (String user : rows.stream().map(Row::user).distinct().toList()) {
        List<Row> sorted =
            rows.stream()
                .filter(row -> row.user().equals(user))
                .sorted(
                    Comparator.comparingLong(Row::time).thenComparingDouble(Row::rating).reversed())
                .toList();
        capped += sorted.size() > most ? 1 : 0;
        List<Row> of =
            sorted.stream().filter(r -> kept.containsKey(r.user() + "/" + r.item())).toList();
        assertThat(of).hasSize(Math.min(most, sorted.size()));
        for (int rank = 0; rank < of.size(); rank++) {
          assertThat(of.get(rank).time()).isEqualTo(sorted.get(rank).time());
          assertThat(of.get(rank).rating()).isEqualTo(sorted.get(rank).rating());
        }
      }
      assertThat(prepared.steps().getFirst().cappedUsers()).isEqualTo(capped);
    }
  }

  @Test
  void orderOfRowsChangesNothing() {
    List<Row> rows = randomRows(7);
    Preparation all =
        Preparation.none()
            .withPositive(PositiveThreshold.parse("rating>=2"))
            .withMaxPerUser(3)
            .withMinItem(2)
            .withHalfLife(HalfLife.parse("10s"));
    String expected = prepared(all, rows).digest();
    assertThat(prepared(all, rows.reversed()).digest()).isEqualTo(expected);
    List<Row> shuffled = new ArrayList<>();
    for (int at : RandomStream.of(SEED, "order").permutation(rows.size())) {
      shuffled.add(rows.get(at));
    }
    assertThat(prepared(all, shuffled).digest()).isEqualTo(expected);
  }

  private static Interactions prepared(Preparation preparation, List<Row> rows) {
    return preparation
        .ofTraining(preparation.ofAll(data(rows)).interactions())
        .interactions()
        .compacted();
  }

  @Test
  void capWithoutTimesIsTheSameForAnyOrderOfRows() {
    InteractionsBuilder forth = Interactions.builder();
    InteractionsBuilder back = Interactions.builder();
    for (int item = 0; item < 50; item++) {
      forth.click("u", "i" + item);
      back.click("u", "i" + (49 - item));
    }
    Preparation cap = Preparation.none().withMaxPerUser(20);
    SortedMap<String, Float> kept = pairs(cap.ofTraining(forth.build()).interactions());
    assertThat(kept).hasSize(20);
    assertThat(pairs(cap.ofTraining(back.build()).interactions())).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 1_000_000, 1_000_000_000})
  void weightHalvesWithEachHalfLifeInAnyUnitOfTime(long ticksPerSecond) {
    long newest = 1_700_000_000L * ticksPerSecond;
    InteractionsBuilder builder = Interactions.builder();
    for (int age : new int[] {0, 90, 180, 45}) {
      builder.click("u", "i" + age, newest - (long) age * DAY * ticksPerSecond);
    }
    Interactions result =
        Preparation.none()
            .withHalfLife(HalfLife.parse("90d"))
            .ofTraining(builder.build())
            .interactions();
    SortedMap<String, Float> weights = pairs(result);
    assertThat(weights).containsEntry("u/i0", 1f).containsEntry("u/i90", 0.5f);
    assertThat(weights).containsEntry("u/i180", 0.25f);
    assertThat(weights.get("u/i45")).isEqualTo((float) Math.sqrt(0.5));
  }

  @Test
  void veryOldInteractionsRemain() {
    Interactions data =
        Interactions.builder().click("u", "new", 1_700_000_000).click("u", "old", 0).build();
    Interactions result =
        Preparation.none().withHalfLife(new HalfLife(1)).ofTraining(data).interactions();
    assertThat(pairs(result)).containsEntry("u/old", Float.MIN_NORMAL).hasSize(2);
  }

  @Test
  void halfLifeNeedsClicksWithTimes() {
    Preparation weigh = Preparation.none().withHalfLife(HalfLife.parse("1w"));
    Interactions untimed = Interactions.builder().click("u", "i").build();
    assertThatThrownBy(() -> weigh.ofTraining(untimed))
        .isInstanceOf(PreparationException.class)
        .hasMessageContaining("needs times");
    Interactions rated = Interactions.builder().add("u", "i", 3, 5).build();
    assertThatThrownBy(() -> weigh.ofTraining(rated))
        .isInstanceOf(PreparationException.class)
        .hasMessageContaining("ratings");
  }

  @ParameterizedTest
  @CsvSource({"90d, 90d", "2w, 14d", "48h, 2d", "90m, 90m", "61s, 61s"})
  void halfLivesAreReadAndWritten(String text, String written) {
    HalfLife halfLife = HalfLife.parse(text);
    assertThat(halfLife).hasToString(written);
    assertThat(HalfLife.parse(written)).isEqualTo(halfLife);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "90", "d", "0d", "-1d", "1.5d", "9999999999d", "1y"})
  void otherHalfLivesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HalfLife.parse(text));
  }

  @Test
  void nothingAskedForChangesNothing() {
    Interactions data = data(randomRows(3));
    Preparation none = Preparation.none();
    assertThat(none.ofTraining(none.ofAll(data).interactions()).interactions()).isSameAs(data);
    assertThat(none.ofAll(data).steps()).isEmpty();
  }

  @Test
  void boundsBelowOneAreRefused() {
    Preparation none = Preparation.none();
    assertThatIllegalArgumentException().isThrownBy(() -> none.withMinUser(0));
    assertThatIllegalArgumentException().isThrownBy(() -> none.withMinItem(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> none.withMaxPerUser(0));
  }

  @Test
  void anInteractionLessDataSetNamesTheStep() {
    Interactions data = Interactions.builder().add("u", "i", 3).build();
    assertThatThrownBy(
            () -> Preparation.none().withPositive(PositiveThreshold.parse("rating>=4")).ofAll(data))
        .isInstanceOf(PreparationException.class)
        .hasMessage("no interaction is left: the step positive (rating>=4) removed the last 1");
  }
}
