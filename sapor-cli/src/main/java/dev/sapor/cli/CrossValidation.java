package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Table;
import dev.sapor.eval.Baseline;
import dev.sapor.eval.Evaluation;
import dev.sapor.eval.Figure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The figures of each fold, and their plain means over the folds.
 *
 * @param rule by what the folds were cut
 * @param folds figures, one for each fold
 */
record CrossValidation(String rule, List<TestFigures> folds) {

  CrossValidation {
    folds = List.copyOf(folds);
  }

  /** {@code {rule, folds: [{…}], mean: {metric: value}, baselines: {rule: {metric: value}}}}. */
  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("rule", rule);
    ArrayNode list = json.putArray("folds");
    folds.forEach(fold -> list.add(fold.testJson()));
    put(json.putObject("mean"), means(folds.stream().map(TestFigures::model).toList()));
    ObjectNode rules = json.putObject("baselines");
    for (Baseline baseline : baselines()) {
      put(rules.putObject(baseline.key()), means(of(baseline)));
    }
    return json;
  }

  private static void put(ObjectNode json, Map<String, Double> means) {
    means.forEach(json::put);
  }

  /** Prints a line for each metric: every fold, the mean, and the means of the rules. */
  void print(Console console) {
    List<String> headers = new ArrayList<>(List.of(""));
    for (int fold = 1; fold <= folds.size(); fold++) {
      headers.add(">fold " + fold);
    }
    headers.add(">mean");
    List<Baseline> shown = baselines().stream().filter(rule -> !means(of(rule)).isEmpty()).toList();
    shown.forEach(baseline -> headers.add(">" + baseline.label()));
    Table table = Table.of(headers.toArray(String[]::new));
    Map<String, Double> means = means(folds.stream().map(TestFigures::model).toList());
    means.forEach((key, mean) -> {
      List<String> cells = new ArrayList<>(List.of(FigureText.metric(key)));
      folds.forEach(fold -> cells.add(cell(fold.model().figure(key))));
      cells.add(Numbers.metric(mean));
      shown.forEach(rule -> cells.add(cell(means(of(rule)).get(key))));
      table.row(cells.toArray(String[]::new));
    });
    console.print("cross-validation by " + rule + ":");
    console.print(table);
  }

  private static String cell(OptionalDouble figure) {
    return figure.isPresent() ? Numbers.metric(figure.getAsDouble()) : "-";
  }

  private static String cell(@Nullable Double figure) {
    return figure == null ? "-" : Numbers.metric(figure);
  }

  private Set<Baseline> baselines() {
    Set<Baseline> all = EnumSet.noneOf(Baseline.class);
    folds.forEach(fold -> all.addAll(fold.baselines().keySet()));
    return all;
  }

  private List<Evaluation> of(Baseline baseline) {
    return folds.stream()
        .map(fold -> fold.baselines().get(baseline))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  /** The mean of each figure over the evaluations that have it. */
  private static Map<String, Double> means(List<Evaluation> evaluations) {
    Map<String, Double> sums = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Evaluation evaluation : evaluations) {
      for (Figure figure : evaluation.figures()) {
        sums.merge(figure.key(), figure.value(), Double::sum);
        counts.merge(figure.key(), 1, Integer::sum);
      }
    }
    sums.replaceAll((key, sum) -> sum / Objects.requireNonNull(counts.get(key)));
    return sums;
  }
}
