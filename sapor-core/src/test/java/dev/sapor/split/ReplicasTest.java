package dev.sapor.split;

import static dev.sapor.split.GoldenSplits.pairs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.split.GoldenSplits.Row;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The replicas against what the peers themselves gave. */
class ReplicasTest {

  private final Interactions data = GoldenSplits.clicks("");

  private static Set<String> golden(String prefix, Predicate<Row> chosen) {
    Set<String> pairs = new TreeSet<>();
    GoldenSplits.rows().stream()
        .filter(chosen)
        .forEach(row -> pairs.add(prefix + row.user() + " " + row.item()));
    return pairs;
  }

  @Test
  void surpriseFoldsAreThoseOfSurprise() {
    SurpriseKFold rule = new SurpriseKFold(5, SurpriseKFold.PUBLISHED_SEED);
    for (int fold = 0; fold < 5; fold++) {
      int k = fold;
      Split split = rule.split(data, fold);
      assertThat(pairs(split.test())).isEqualTo(golden("", row -> row.fold() == k));
      assertThat(pairs(split.train())).isEqualTo(golden("", row -> row.fold() != k));
    }
  }

  @Test
  void scikitLearnHoldoutIsThatOfScikitLearn() {
    Split split = new SklearnHoldout(0.2, SklearnHoldout.PUBLISHED_SEED).split(data);
    assertThat(pairs(split.test())).isEqualTo(golden("", Row::sklearn));
    assertThat(pairs(split.train())).isEqualTo(golden("", row -> !row.sklearn()));
  }

  @Test
  void vaeSplitOfIntegerIdsGoesByTheirNumbers() {
    assertVae("", Row::vae);
  }

  /** With a letter before each number the order is that of characters: u10 before u2. */
  @Test
  void vaeSplitOfTextIdsGoesByTheirCharacters() {
    assertVae("u", Row::vaeOfTexts);
  }

  private static void assertVae(String prefix, Function<Row, String> part) {
    ValidatedUserSplit split =
        new VaeSplit(20, VaeSplit.PUBLISHED_SEED).split(GoldenSplits.clicks(prefix));
    Predicate<Row> train = row -> part.apply(row).equals("train");
    assertThat(pairs(split.test().train())).isEqualTo(golden(prefix, train));
    assertThat(pairs(split.validation().train())).isEqualTo(golden(prefix, train));
    assertThat(pairs(split.validation().test()))
        .isEqualTo(golden(prefix, row -> part.apply(row).equals("validation")));
    assertThat(pairs(split.validation().foldIn()))
        .isEqualTo(golden(prefix, row -> part.apply(row).equals("validation-fold-in")));
    assertThat(pairs(split.test().test()))
        .isEqualTo(golden(prefix, row -> part.apply(row).equals("test")));
    assertThat(pairs(split.test().foldIn()))
        .isEqualTo(golden(prefix, row -> part.apply(row).equals("test-fold-in")));
  }

  /** Rows that were merged into others leave gaps in the ordinals, which must not matter. */
  @Test
  void gapsInTheOrdinalsDoNotMatter() {
    var builder = Interactions.builder().keepOrdinals(true);
    Row first = GoldenSplits.rows().getFirst();
    for (int i = 0; i < 3; i++) {
      builder.click(first.user(), first.item());
    }
    GoldenSplits.rows().stream().skip(1).forEach(row -> builder.click(row.user(), row.item()));
    Split split = new SklearnHoldout(0.2, 1).split(builder.build());
    assertThat(pairs(split.test())).isEqualTo(golden("", Row::sklearn));
  }

  @Test
  void theOrderOfRowsMustHaveBeenKept() {
    Interactions unordered = Interactions.builder().click("a", "x").click("b", "x").build();
    assertThatThrownBy(() -> new SurpriseKFold(2, 0).split(unordered, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a Surprise split needs the order of rows, which was not kept");
    assertThatThrownBy(() -> new SklearnHoldout(0.5, 0).split(unordered))
        .hasMessageContaining("order of rows");
    assertThatThrownBy(() -> new VaeSplit(1, 0).split(unordered))
        .hasMessageContaining("order of rows");
  }

  @Test
  void whatCannotBeMadeIsRefused() {
    assertThatThrownBy(() -> new SurpriseKFold(1, 0)).hasMessageContaining("folds");
    assertThatThrownBy(() -> new SurpriseKFold(2, -1)).hasMessageContaining("seed");
    assertThatThrownBy(() -> new SurpriseKFold(1000, 0).split(data, 0))
        .hasMessage("1000 folds of 713 interactions cannot be made");
    assertThatThrownBy(() -> new SklearnHoldout(1, 0)).hasMessageContaining("fraction");
    assertThatThrownBy(() -> new VaeSplit(0, 0)).hasMessageContaining("users");
    assertThatThrownBy(() -> new VaeSplit(60, 0).split(data))
        .hasMessageContaining("cannot be held out of");
  }
}
