package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Table;
import dev.sapor.cli.reproduce.MeasuredFigure;
import dev.sapor.cli.reproduce.PublishedFigure;
import dev.sapor.cli.reproduce.PublishedRow;
import dev.sapor.cli.reproduce.RowResult;
import dev.sapor.eval.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Published figures beside ours.
 *
 * @param results row by row
 */
record ReproduceReport(List<RowResult> results) implements Report {

  @Override
  public ExitCode exitCode() {
    return results.stream().allMatch(RowResult::passed) ? ExitCode.OK : ExitCode.NO;
  }

  @Override
  public JsonNode json() {
    ArrayNode json = Json.array();
    for (RowResult result : results) {
      ObjectNode row = published(result.row());
      ObjectNode ours = row.putObject("ours");
      ObjectNode intervals = row.putObject("interval");
      ObjectNode runs = Json.object();
      ObjectNode ties = Json.object();
      for (PublishedFigure figure : result.row().figures()) {
        MeasuredFigure measured = result.ours(figure);
        ours.put(figure.metric(), measured.value());
        put(intervals, figure.metric(), measured.interval());
        if (!measured.runs().isEmpty()) {
          ArrayNode values = runs.putArray(figure.metric());
          measured.runs().forEach(values::add);
        }
        measured.ties().ifPresent(range -> put(ties, figure.metric(), Optional.of(range)));
      }
      if (!runs.isEmpty()) {
        row.set("runs", runs);
      }
      if (!ties.isEmpty()) {
        row.set("ties", ties);
      }
      row.put("seconds", Math.round(result.seconds() * 1e3) / 1e3);
      row.put("passed", result.passed());
      json.add(row);
    }
    return json;
  }

  /** What was published, and the band. */
  static ObjectNode published(PublishedRow row) {
    ObjectNode json = Json.object();
    json.put("name", row.name());
    json.put("data", row.data().folder());
    json.put("protocol", row.protocol());
    json.put("source", row.source());
    ObjectNode published = json.putObject("published");
    ObjectNode bands = json.putObject("band");
    for (PublishedFigure figure : row.figures()) {
      published.put(figure.metric(), figure.value());
      put(bands, figure.metric(), Optional.of(new Interval(figure.low(), figure.high())));
    }
    return json;
  }

  private static void put(ObjectNode target, String key, Optional<Interval> interval) {
    if (interval.isPresent()) {
      target.putArray(key).add(interval.get().low()).add(interval.get().high());
    } else {
      target.putNull(key);
    }
  }

  /** {@code NDCG@10 .4494} with all its digits. */
  static String text(PublishedFigure figure) {
    return FigureText.metric(figure.metric()) + " " + figure.value();
  }

  @Override
  public void print(Console console) {
    Table table =
        Table.of(
            "name",
            "metric",
            ">published",
            ">ours",
            ">" + FigureText.INTERVAL,
            ">band",
            ">time",
            "");
    for (RowResult result : results) {
      for (PublishedFigure figure : result.row().figures()) {
        MeasuredFigure ours = result.ours(figure);
        table.row(
            result.row().name(),
            FigureText.metric(figure.metric()),
            Numbers.metric(figure.value()),
            Numbers.metric(ours.value()),
            FigureText.interval(ours.interval()),
            Numbers.metric(figure.low()) + " to " + Numbers.metric(figure.high()),
            Numbers.seconds(result.seconds()),
            figure.allows(ours.value()) ? "passed" : "FAILED");
      }
    }
    console.print(table);
    results.forEach(result -> printProtocol(result, console));
  }

  private static void printProtocol(RowResult result, Console console) {
    PublishedRow row = result.row();
    console.print("");
    console.print(row.name() + ": " + row.protocol());
    console.print("  published: " + row.source());
    for (PublishedFigure figure : row.figures()) {
      List<Double> runs = result.ours(figure).runs();
      if (!runs.isEmpty()) {
        console.print(
            "  %s of each run: %s"
                .formatted(
                    FigureText.metric(figure.metric()),
                    runs.stream().map(Numbers::metric).collect(Collectors.joining(" "))));
      }
      result
          .ours(figure)
          .ties()
          .ifPresent(ties ->
              console.print(
                  "  %s by the order of ties: %s"
                      .formatted(
                          FigureText.metric(figure.metric()),
                          FigureText.interval(Optional.of(ties)))));
    }
  }
}
