package dev.sapor.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Figure;
import dev.sapor.eval.Interval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedRowsTest {

  @Test
  void namesAreUniqueAndBeginWithTheirData() {
    List<String> names = PublishedRows.all().stream().map(PublishedRow::name).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(7);
    for (PublishedRow row : PublishedRows.all()) {
      assertThat(row.name()).startsWith(row.data().folder() + "-").matches("[a-z0-9-]+");
      assertThat(PublishedRows.named(row.name())).contains(row);
    }
    assertThat(PublishedRows.named("nothing")).isEmpty();
  }

  @Test
  void everyRowSaysWhatWasPublishedWhereAndHow() {
    for (PublishedRow row : PublishedRows.all()) {
      assertThat(row.figures()).as(row.name()).isNotEmpty();
      assertThat(row.protocol()).isNotBlank();
      assertThat(row.source()).isNotBlank();
      assertThat(row.figures()).extracting(PublishedFigure::metric).doesNotHaveDuplicates();
      for (PublishedFigure figure : row.figures()) {
        assertThat(figure.allows(figure.value())).isTrue();
        assertThat(figure.high() - figure.low()).isLessThan(0.6);
        EvaluationProtocol.parse(figure.metric());
      }
    }
  }

  @Test
  void everyDataSetCanBeFetchedOrSaysWhyNot() {
    for (PublishedRow row : PublishedRows.all()) {
      PublishedData data = row.data();
      assertThat(data.files()).isNotEmpty();
      assertThat(data.howToGet()).contains("put them there");
      if (data.downloads().isEmpty()) {
        assertThat(data.howToGet()).contains("no published checksum");
      } else {
        assertThat(data.downloads())
            .extracting(PublishedData.Download::file)
            .containsExactlyElementsOf(data.files());
        assertThat(data.downloads())
            .allSatisfy(download -> assertThat(download.md5()).matches("[0-9a-f]{32}"));
      }
    }
  }

  @Test
  void aBandHoldsWhatWasPublished() {
    assertThatThrownBy(() -> new PublishedFigure("hr@10", 0.5, 0.51, 0.6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hr@10");
    PublishedFigure least = PublishedFigure.atLeast("hr@10", 0.5, 0.49);
    assertThat(least.allows(0.49)).isTrue();
    assertThat(least.allows(0.9)).isTrue();
    assertThat(least.allows(0.4899)).isFalse();
    assertThat(PublishedFigure.within("rmse", 0.9, 0.01).allows(0.911)).isFalse();
  }

  @Test
  void aNameBeginsWithItsData() {
    assertThatThrownBy(() ->
            new PublishedRow(
                "other-name", PublishedData.ML_1M, "p", "s", List.of(), place -> List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ml-1m");
  }

  @Test
  void foldsHaveTheIntervalOfStudent() {
    MeasuredFigure mean = MeasuredFigure.meanOfFolds("rmse", List.of(new double[] {1, 2, 3, 4, 5}));
    assertThat(mean.value()).isEqualTo(3);
    // Standard deviation sqrt(2.5), over sqrt(5), times 2.7764 (four degrees of freedom).
    assertThat(mean.interval().orElseThrow().high()).isCloseTo(4.9632, within(1e-4));
    assertThat(mean.interval().orElseThrow().low()).isCloseTo(1.0368, within(1e-4));
    assertThatThrownBy(() -> MeasuredFigure.meanOfFolds("rmse", List.of(new double[] {1, 2})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void foldsOfSeveralSeedsAreAveragedFoldByFold() {
    MeasuredFigure mean =
        MeasuredFigure.meanOfFolds(
            "rmse", List.of(new double[] {1, 2, 3, 4, 5}, new double[] {3, 2, 1, 0, -1}));
    assertThat(mean.value()).isEqualTo(2);
    assertThat(mean.interval().orElseThrow()).isEqualTo(new Interval(2, 2));
    assertThat(mean.runs()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 3.0, 2.0, 1.0, 0.0, -1.0);
  }

  @Test
  void seedsAreAveragedWithTheirIntervals() {
    MeasuredFigure mean =
        MeasuredFigure.meansOfSeeds(
                List.of(
                    List.of(new Figure("hr@10", 0.5, Optional.of(new Interval(0.4, 0.6)))),
                    List.of(new Figure("hr@10", 0.6, Optional.of(new Interval(0.5, 0.8))))))
            .getFirst();
    assertThat(mean.runs()).containsExactly(0.5, 0.6);
    assertThat(mean.value()).isCloseTo(0.55, within(1e-12));
    assertThat(mean.interval().orElseThrow().low()).isCloseTo(0.45, within(1e-12));
    assertThat(mean.interval().orElseThrow().high()).isCloseTo(0.7, within(1e-12));
  }
}
