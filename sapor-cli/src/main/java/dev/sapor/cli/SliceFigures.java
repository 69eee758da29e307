package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Table;
import dev.sapor.eval.Evaluation;
import dev.sapor.eval.Figure;
import dev.sapor.eval.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Figures of parts of the test data.
 *
 * @param slices each part with its figures
 */
record SliceFigures(List<Part> slices) {

  /**
   * One part.
   *
   * @param slice which
   * @param evaluation its figures
   */
  record Part(Slice slice, Evaluation evaluation) {

    long ratings() {
      return evaluation.ratings().map(found -> found.count()).orElse(0L);
    }

    int users() {
      return evaluation.ranking().map(found -> found.users()).orElse(0);
    }
  }

  /** {@code [{by, label, ratings, judgedUsers, figures: […]}]}. */
  ArrayNode json() {
    ArrayNode list = Json.object().putArray("slices");
    for (Part part : slices) {
      ObjectNode json = list.addObject();
      json.put("by", part.slice().by());
      json.put("label", part.slice().label());
      json.put("ratings", part.ratings());
      json.put("judgedUsers", part.users());
      json.set("figures", FigureJson.figures(part.evaluation().figures()));
    }
    return list;
  }

  /** A table for each way of cutting. */
  void print(Console console) {
    Map<String, List<Part>> byKind = new LinkedHashMap<>();
    slices.forEach(
        part -> byKind.computeIfAbsent(part.slice().by(), by -> new ArrayList<>()).add(part));
    byKind.forEach((by, parts) -> print(by, parts, console));
  }

  private static void print(String by, List<Part> parts, Console console) {
    List<String> keys =
        parts.stream()
            .flatMap(part -> part.evaluation().figures().stream())
            .filter(figure -> figure.interval().isPresent())
            .map(Figure::key)
            .distinct()
            .toList();
    List<String> headers = new ArrayList<>(List.of("", ">ratings", ">users"));
    keys.forEach(key -> headers.add(">" + FigureText.metric(key)));
    headers.add(">" + FigureText.INTERVAL);
    Table table = Table.of(headers.toArray(String[]::new));
    for (Part part : parts) {
      List<String> cells = new ArrayList<>();
      cells.add(part.slice().label());
      cells.add(Numbers.count(part.ratings()));
      cells.add(Numbers.count(part.users()));
      keys.forEach(key -> cells.add(cell(part, key)));
      cells.add(
          part.evaluation().figures().stream()
              .findFirst()
              .map(first -> FigureText.interval(first.interval()))
              .orElse("-"));
      table.row(cells.toArray(String[]::new));
    }
    console.print(
        "by "
            + by
            + (keys.isEmpty() ? "" : " (interval of " + FigureText.metric(keys.getFirst()) + ")")
            + ":");
    console.print(table);
  }

  private static String cell(Part part, String key) {
    var figure = part.evaluation().figure(key);
    return figure.isPresent() ? Numbers.metric(figure.getAsDouble()) : "-";
  }
}
