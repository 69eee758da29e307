package dev.sapor.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Catalog;
import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.model.TrainingRecord;
import dev.sapor.model.TrainingRecord.Epoch;
import dev.sapor.model.ValueRange;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.als.AlsConfig;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the charts show, against plain loops. */
class ChartsTest {

  @Test
  void meanScoreIsTheMeanOverAllUsers() {
    FactorModel model = model();
    Chart chart = PopularityPlot.of(model).orElseThrow();
    assertThat(chart.labels()).hasSize(model.items().size());
    for (int at = 0; at < chart.x().size(); at++) {
      int item = model.items().indexOf(chart.labels().get(at)).orElseThrow();
      double sum = 0;
      for (int user = 0; user < model.users().size(); user++) {
        sum += model.factors().score(user, item);
      }
      double shown = chart.series().getFirst().values().get(at).orElseThrow();
      assertThat(shown).isCloseTo(sum / model.users().size(), within(1e-5));
      assertThat(chart.x().get(at)).isEqualTo(model.itemCount(item));
    }
    assertThat(chart.x()).isSorted();
  }

  @Test
  void ofManyItemsSomeAreDrawnTheMostPopularAmongThem() {
    int items = 9001;
    IdMap ids = IdMap.of(IntStream.range(0, items).mapToObj(Integer::toString).toList());
    int[] counts = IntStream.range(0, items).map(item -> item % 977).toArray();
    FactorModel model =
        new FactorModel(
            Goal.RECOMMEND,
            Factors.zeros(1, items, 2),
            IdMap.of(List.of("u")),
            ids,
            new int[] {3},
            counts,
            new ValueRange(1, 1),
            new TrainingRecord("none", new TreeMap<>(), 1, "", 3, List.of()),
            Catalog.empty(items),
            null);
    Chart chart = PopularityPlot.of(model).orElseThrow();
    assertThat(chart.x()).hasSizeBetween(2990, 4000).isSorted();
    assertThat(chart.x().getLast()).isEqualTo(976);
    assertThat(chart.reading()).endsWith("One item in 3 is drawn.");
    long trained = IntStream.of(counts).filter(count -> count > 0).count();
    assertThat(
            chart.table().rows().stream()
                .mapToLong(row -> Long.parseLong(row.get(1).replace(",", "")))
                .sum())
        .isEqualTo(trained);
  }

  @Test
  void everyRowIsInOneBinOfTheHistogram() {
    FloatMatrix factors = FloatMatrix.of(new float[][] {{3, 4}, {0, 0}, {6, 8}, {5, 0}, {1, 1}});
    Chart chart = NormHistogram.of("item", factors, row -> row != 4).orElseThrow();
    List<OptionalDouble> counts = chart.series().getFirst().values();
    assertThat(counts.stream().mapToDouble(OptionalDouble::orElseThrow).sum()).isEqualTo(4);
    // Norms 5, 0, 10, 5 in 30 bins from 0 to 10.
    assertThat(counts.get(0)).hasValue(1);
    assertThat(counts.get(15)).hasValue(2);
    assertThat(counts.get(29)).hasValue(1);
    assertThat(chart.summary()).isEqualTo("4 items: median norm 5.000, from 0.000 to 10.000.");
    assertThat(NormHistogram.of("item", factors, row -> false)).isEmpty();
  }

  @Test
  void factorsThatAreAllZeroHaveAHistogram() {
    Chart chart = NormHistogram.of("user", FloatMatrix.zeros(3, 2), row -> true).orElseThrow();
    assertThat(chart.series().getFirst().values().getFirst()).hasValue(3);
    assertThat(chart.xRange().high()).isPositive();
  }

  @Test
  void curvesAreThereAsFarAsTheyWereRecorded() {
    assertThat(LearningCurves.of(List.of())).isEmpty();
    Epoch clicks = new Epoch(1, 12.5, OptionalDouble.empty(), OptionalDouble.empty());
    assertThat(LearningCurves.of(List.of(clicks)))
        .singleElement()
        .satisfies(chart -> assertThat(chart.yLabel()).isEqualTo("objective"));
    List<Chart> both =
        LearningCurves.of(
            List.of(
                new Epoch(1, 9, OptionalDouble.of(1.5), OptionalDouble.empty()),
                new Epoch(2, 8, OptionalDouble.of(1.25), OptionalDouble.of(1.75))));
    assertThat(both).hasSize(2);
    assertThat(both.getLast().series())
        .extracting(Chart.Series::label)
        .containsExactly("train RMSE", "validation RMSE");
    assertThat(both.getLast().summary())
        .isEqualTo(
            "train RMSE from 1.5000 to 1.2500 in 2 epochs, least 1.2500."
                + " validation RMSE from 1.7500 to 1.7500 in 1 epoch, least 1.7500.");
    assertThat(both.getLast().table().rows().getFirst()).containsExactly("1", "1.5000", "-");
    assertThat(both.getLast().json().at("/series/1/values/0").isNull()).isTrue();
  }

  @Test
  void exampleUsersAreAmongTheLessAndTheMoreActive() {
    FactorModel model = model();
    int[] users = ExampleUsers.typical(model);
    assertThat(users).hasSize(3).doesNotHaveDuplicates();
    assertThat(model.userCount(users[0])).isLessThanOrEqualTo(model.userCount(users[1]));
    assertThat(model.userCount(users[1])).isLessThanOrEqualTo(model.userCount(users[2]));
    for (ExampleUser user : ExampleUsers.of(model, users)) {
      assertThat(user.history()).isNotEmpty();
      assertThat(user.recommended())
          .extracting(ExampleUser.Line::item)
          .doesNotContainAnyElementsOf(
              user.history().stream().map(ExampleUser.Line::item).toList());
    }
  }

  private static FactorModel model() {
    RandomStream random = RandomStream.of(5, "charts test");
    InteractionsBuilder builder = Interactions.builder();
    for (int user = 0; user < 30; user++) {
      for (int item = 0; item < 20; item++) {
        if (item == 19 || random.nextInt(20) > item) {
          builder.add("u" + user, "i" + item, 1 + random.nextInt(5));
        }
      }
    }
    return Trainer.train(AlsConfig.defaults().withFactors(3).solver(), builder.build()).model();
  }
}
