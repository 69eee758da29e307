package dev.sapor.cli;

import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.report.BarTable;
import dev.sapor.cli.report.DataTable;
import dev.sapor.cli.report.Overview;
import dev.sapor.eval.Comparison;
import dev.sapor.eval.Evaluation;
import dev.sapor.eval.Evaluator;
import dev.sapor.eval.Figure;
import dev.sapor.eval.Judgement;
import dev.sapor.model.TrainingRecord.Epoch;
import dev.sapor.model.io.ModelSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * Several models side by side. All are compared with the first by name, user by user: a reference
 * that was chosen for its figures on the same test data would be flattered by them.
 *
 * @param models the models, the reference first
 * @param pairs each other model that can be compared, with its differences from the reference
 * @param tables how figures become tables
 */
record ReportOverview(
    List<JudgedModel> models, Map<JudgedModel, List<Comparison>> pairs, TestTables tables) {

  static ReportOverview of(List<JudgedModel> models, Evaluator evaluator, TestTables tables) {
    Map<JudgedModel, List<Comparison>> pairs = new LinkedHashMap<>();
    Optional<Judgement> reference = models.getFirst().judgement();
    for (JudgedModel model : models.subList(1, models.size())) {
      if (reference.isPresent() && model.judgement().isPresent()) {
        pairs.put(model, evaluator.compare(reference.get(), model.judgement().get()));
      }
    }
    return new ReportOverview(List.copyOf(models), pairs, tables);
  }

  Overview page() {
    List<BarTable> bars = new ArrayList<>();
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    models.forEach(model ->
        model.figures().ifPresent(figures -> evaluations.put(model.name(), figures.model())));
    for (String key : tables.leading(evaluations.values())) {
      bars.add(tables.bars(key, " by model", "model", evaluations));
    }
    return new Overview(table(evaluations), bars, comparisons());
  }

  private DataTable table(Map<String, Evaluation> evaluations) {
    List<String> keys =
        evaluations.values().stream()
            .flatMap(evaluation -> evaluation.figures().stream())
            .map(Figure::key)
            .distinct()
            .toList();
    List<String> headers =
        new ArrayList<>(List.of("model", "goal", "algorithm", ">factors", ">epochs", ">last RMSE"));
    keys.forEach(key -> headers.add(">" + FigureText.metric(key)));
    List<List<String>> rows = new ArrayList<>();
    for (JudgedModel model : models) {
      ModelSummary summary = model.description().summary();
      List<String> row = new ArrayList<>();
      row.add(model.name());
      row.add(Labels.of(summary.goal()));
      row.add(summary.record().algorithm());
      row.add(Numbers.count(summary.factors()));
      row.add(Numbers.count(summary.record().epochs().size()));
      row.add(lastError(summary.record().epochs()));
      keys.forEach(key -> row.add(cell(evaluations.get(model.name()), key)));
      rows.add(row);
    }
    return new DataTable(
        "Models (last RMSE: on the training part, after the last epoch)", headers, rows);
  }

  private static String lastError(List<Epoch> epochs) {
    return epochs.isEmpty() ? "-" : number(epochs.getLast().trainRmse());
  }

  private static String cell(@Nullable Evaluation evaluation, String key) {
    return evaluation == null ? "-" : number(evaluation.figure(key));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Numbers.metric(value.getAsDouble()) : "-";
  }

  private Optional<DataTable> comparisons() {
    List<List<String>> rows = new ArrayList<>();
    pairs.forEach((model, differences) -> {
      for (Comparison difference : differences) {
        rows.add(
            List.of(
                model.name(),
                FigureText.metric(difference.key()),
                FigureText.signed(difference.difference()),
                FigureText.signed(difference.interval()),
                Numbers.decimals(difference.chance(), 3),
                difference.secondIsBetter()
                    ? "better"
                    : difference.firstIsBetter() ? "worse" : "no difference beyond noise"));
      }
    });
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataTable(
                "Paired differences from " + models.getFirst().name() + ", user by user",
                List.of("model", "metric", ">difference", ">95 % interval", ">p", "verdict"),
                rows));
  }

  /** {@code [{model, reference, comparisons: […]}]}. */
  ArrayNode json() {
    ArrayNode list = Json.object().putArray("comparisons");
    pairs.forEach((model, differences) -> {
      var json = list.addObject();
      json.put("reference", models.getFirst().name());
      json.put("model", model.name());
      json.set("comparisons", FigureJson.comparisons(differences));
    });
    return list;
  }
}
