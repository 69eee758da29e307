package dev.sapor.cli;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.report.BarTable;
import dev.sapor.cli.report.BarTable.Bar;
import dev.sapor.cli.report.DataTable;
import dev.sapor.cli.report.TestResult;
import dev.sapor.eval.Baseline;
import dev.sapor.eval.Evaluation;
import dev.sapor.eval.EvaluationProtocol;
import dev.sapor.eval.Figure;
import dev.sapor.eval.RankingMetric;
import dev.sapor.eval.RatingMetric;
import dev.sapor.eval.TestCounts;
import dev.sapor.split.LeakReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Figures as tables of a page. */
final class TestTables {

  private final EvaluationProtocol protocol;

  TestTables(EvaluationProtocol protocol) {
    this.protocol = protocol;
  }

  /** The figures of a model and of parts of the test data. */
  TestResult result(TestFigures figures, SliceFigures slices, Optional<LeakReport> leaks) {
    List<BarTable> bars = new ArrayList<>();
    for (String key : leading(List.of(figures.model()))) {
      beside(key, figures).ifPresent(bars::add);
    }
    bars.addAll(slices(slices));
    return new TestResult(
        "On " + figures.headline() + ".",
        metrics(figures),
        leaks.map(LeakText::flattering).orElse(List.of()),
        figures.remarks(),
        bars,
        counts(figures.model()));
  }

  private DataTable metrics(TestFigures figures) {
    List<Baseline> rules = figures.judgedBaselines();
    List<String> headers = new ArrayList<>(List.of("metric", ">this model", ">95 % interval"));
    rules.forEach(rule -> headers.add(">" + rule.label()));
    List<List<String>> rows = new ArrayList<>();
    for (Figure figure : figures.model().figures()) {
      List<String> row = new ArrayList<>();
      row.add(FigureText.metric(figure.key()) + direction(figure.key()));
      row.add(Numbers.metric(figure.value()));
      row.add(FigureText.interval(figure.interval()));
      rules.forEach(rule ->
          row.add(cell(Objects.requireNonNull(figures.baselines().get(rule)), figure.key())));
      rows.add(row);
    }
    return new DataTable("Metrics beside simple rules", headers, rows);
  }

  /** How many were judged, and how many of them are new or left out. */
  private static DataTable counts(Evaluation evaluation) {
    TestCounts counts = evaluation.counts();
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("test interactions", counts.count()));
    rows.add(row("test interactions of a new user or item", counts.coldInteractions()));
    rows.add(row("users", counts.users()));
    rows.add(row("users new to the model", counts.coldUsers()));
    rows.add(row("items", counts.items()));
    rows.add(row("items new to the model", counts.coldItems()));
    evaluation
        .ranking()
        .ifPresent(ranking -> {
          rows.add(row("users whose rankings were judged", ranking.users()));
          rows.add(row("new users judged by the most popular items", ranking.fallbackUsers()));
          rows.add(row("new users left out of rankings", ranking.unknownUsers()));
          rows.add(row("known users without a test interaction", ranking.usersWithoutTest()));
        });
    return new DataTable("Who and what was judged", List.of("", ">count"), rows);
  }

  private static List<String> row(String label, long count) {
    return List.of(label, Numbers.count(count));
  }

  private static String cell(Evaluation evaluation, String key) {
    var value = evaluation.figure(key);
    return value.isPresent() ? Numbers.metric(value.getAsDouble()) : "-";
  }

  private String direction(String key) {
    return higherIsBetter(key)
        .map(higher -> higher ? ", higher is better" : ", lower is better")
        .orElse("");
  }

  private Optional<Boolean> higherIsBetter(String key) {
    Optional<Boolean> rating =
        protocol.ratingMetrics().stream()
            .filter(metric -> metric.key().equals(key))
            .map(RatingMetric::higherIsBetter)
            .findFirst();
    return rating.isPresent()
        ? rating
        : protocol.rankingMetrics().stream()
            .filter(metric -> metric.key().equals(key))
            .map(RankingMetric::higherIsBetter)
            .findFirst();
  }

  /** The first metric of ratings and the first of rankings that any of the evaluations has. */
  List<String> leading(Collection<Evaluation> evaluations) {
    List<String> keys = new ArrayList<>();
    evaluations.stream()
        .flatMap(evaluation -> evaluation.ratings().stream())
        .flatMap(ratings -> ratings.figures().keySet().stream())
        .findFirst()
        .ifPresent(keys::add);
    evaluations.stream()
        .flatMap(evaluation -> evaluation.ranking().stream())
        .flatMap(ranking -> ranking.figures().keySet().stream())
        .findFirst()
        .ifPresent(keys::add);
    return keys;
  }

  private Optional<BarTable> beside(String key, TestFigures figures) {
    Map<String, Evaluation> all = new LinkedHashMap<>();
    all.put("this model", figures.model());
    figures
        .judgedBaselines()
        .forEach(
            rule -> all.put(rule.label(), Objects.requireNonNull(figures.baselines().get(rule))));
    BarTable table = bars(key, " beside simple rules", "", all);
    return table.bars().size() > 1 ? Optional.of(table) : Optional.empty();
  }

  /** A bar for each evaluation that has the metric. */
  BarTable bars(String key, String beside, String labels, Map<String, Evaluation> evaluations) {
    List<Bar> bars = new ArrayList<>();
    evaluations.forEach((label, evaluation) ->
        figure(evaluation, key)
            .ifPresent(found -> bars.add(new Bar(label, "", found.value(), found.interval()))));
    String metric = FigureText.metric(key);
    return new BarTable(metric + beside + direction(key), labels, "", metric, bars);
  }

  private List<BarTable> slices(SliceFigures slices) {
    Map<String, List<SliceFigures.Part>> byKind = new LinkedHashMap<>();
    slices
        .slices()
        .forEach(
            part -> byKind.computeIfAbsent(part.slice().by(), by -> new ArrayList<>()).add(part));
    List<BarTable> tables = new ArrayList<>();
    byKind.forEach((by, parts) -> {
      for (String key : leading(parts.stream().map(SliceFigures.Part::evaluation).toList())) {
        tables.add(slice(by, key, parts));
      }
    });
    return tables;
  }

  private BarTable slice(String by, String key, List<SliceFigures.Part> parts) {
    boolean ratings =
        protocol.ratingMetrics().stream().anyMatch(metric -> metric.key().equals(key));
    List<Bar> bars = new ArrayList<>();
    for (SliceFigures.Part part : parts) {
      String count = Numbers.count(ratings ? part.ratings() : part.users());
      figure(part.evaluation(), key)
          .ifPresent(found ->
              bars.add(new Bar(part.slice().label(), count, found.value(), found.interval())));
    }
    String metric = FigureText.metric(key);
    return new BarTable(
        metric + " by " + by + direction(key), by, ratings ? "ratings" : "users", metric, bars);
  }

  private static Optional<Figure> figure(Evaluation evaluation, String key) {
    return evaluation.figures().stream().filter(figure -> figure.key().equals(key)).findFirst();
  }
}
