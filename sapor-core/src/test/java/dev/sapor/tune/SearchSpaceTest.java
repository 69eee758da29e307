package dev.sapor.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchSpaceTest {

  private static final long SEED = Seeds.printed("SearchSpaceTest", 5);
  private static final int DRAWS = 2_000;

  @ParameterizedTest
  @CsvSource({
    "0.001..1:log, LOG, 0.001, 1",
    "0..10, LINEAR, 0, 10",
    "-2..0.5:linear, LINEAR, -2, 0.5",
    "4..40:int, INTEGER, 4, 40",
    "1e-5..0.1:log, LOG, 0.00001, 0.1"
  })
  void rangesAreReadAndKept(String text, ParameterRange.Kind kind, double low, double high) {
    ParameterRange range = ParameterRange.parse(text);
    assertThat(range.kind()).isEqualTo(kind);
    assertThat(range.low()).isEqualTo(low);
    assertThat(range.high()).isEqualTo(high);
    assertThat(ParameterRange.parse(range.toString())).isEqualTo(range);
    RandomStream random = RandomStream.of(SEED, text);
    for (int draw = 0; draw < DRAWS; draw++) {
      String value = range.draw(random);
      assertThat(Double.parseDouble(value)).isBetween(low, high);
      assertThat(value.replaceAll("^-?0*\\.?0*", "").replace(".", "").length())
          .as(value)
          .isLessThanOrEqualTo(3);
    }
  }

  @Test
  void logRangeGivesEachMagnitudeItsShare() {
    ParameterRange range = ParameterRange.parse("0.001..1:log");
    RandomStream random = RandomStream.of(SEED, "magnitudes");
    int[] counts = new int[3];
    for (int draw = 0; draw < DRAWS; draw++) {
      double value = Double.parseDouble(range.draw(random));
      counts[value < 0.01 ? 0 : value < 0.1 ? 1 : 2]++;
    }
    double deviation = Math.sqrt(DRAWS * (1 / 3.0) * (2 / 3.0));
    for (int count : counts) {
      assertThat(count - DRAWS / 3.0).isBetween(-5 * deviation, 5 * deviation);
    }
  }

  @Test
  void choicesAndWholeNumbersAllOccur() {
    RandomStream random = RandomStream.of(SEED, "choices");
    Map<String, Integer> counts = new TreeMap<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      counts.merge(ParameterRange.parse("8|16|32").draw(random), 1, Integer::sum);
      counts.merge(ParameterRange.parse("1..3:int").draw(random), 1, Integer::sum);
    }
    assertThat(counts.keySet()).containsExactly("1", "16", "2", "3", "32", "8");
    assertThat(counts.values()).allMatch(count -> count > DRAWS / 4);
    assertThat(ParameterRange.parse("7").draw(random)).isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2..1", "0..1:log", "1..x", "1.5..3:int", "8||16", "", "1..NaN"})
  void otherRangesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ParameterRange.parse(text));
  }

  @Test
  void parameterOfATrialDoesNotDependOnWhichOthersAreSearched() {
    SearchSpace both = SearchSpace.parse("kappa=0..10,regularization=0.01..1:log");
    SearchSpace one = SearchSpace.parse("regularization=0.01..1:log");
    for (int trial = 0; trial < 20; trial++) {
      assertThat(both.draw(SEED, trial)).containsAllEntriesOf(one.draw(SEED, trial));
    }
    assertThat(both.draw(SEED, 1)).isNotEqualTo(both.draw(SEED, 2)).isEqualTo(both.draw(SEED, 1));
    assertThat(SearchSpace.parse(both.toString())).isEqualTo(both);
  }

  @ParameterizedTest
  @ValueSource(strings = {"als", "sgd", "svdpp", "gradient-descent", "implicit-als"})
  void algorithmsHaveRanges(String algorithm) {
    assertThat(SearchSpace.of(algorithm).ranges()).containsKeys("factors", "regularization");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kappa", "=1..2", "kappa=1..2,kappa=3", "kappa=2..1"})
  void otherSpacesAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchSpace.parse(text))
        .withMessageStartingWith("ranges: ");
  }

  @Test
  void unknownAlgorithmHasNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> SearchSpace.of("magic"));
  }

  @ParameterizedTest
  @CsvSource({"12, 4|12", "60, 7|20|60", "300, 34|100|300", "3, 3", "1, 1", "36, 4|12|36"})
  void rungsGrowThreefoldFromAtLeastFourEpochs(int epochs, String expected) {
    TuningPlan plan = new TuningPlan(10, epochs, java.util.Optional.empty(), 1);
    assertThat(plan.rungs().stream().map(Object::toString))
        .containsExactly(expected.split("\\|", -1));
  }
}
