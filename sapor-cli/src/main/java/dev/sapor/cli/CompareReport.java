package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Table;
import dev.sapor.eval.Comparison;
import dev.sapor.eval.TimeWindows.Window;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a comparison found.
 *
 * @param first file of the old model
 * @param second file of the new model
 * @param comparisons metric by metric, over all windows
 * @param windows the same in each window, where there are several
 * @param verdicts of the gates
 */
record CompareReport(
    String first,
    String second,
    List<Comparison> comparisons,
    List<WindowFigures> windows,
    List<Verdict> verdicts)
    implements Report {

  /**
   * One window of time.
   *
   * @param window from when to when
   * @param comparisons metric by metric
   */
  record WindowFigures(Window window, List<Comparison> comparisons) {}

  /**
   * What a gate says.
   *
   * @param gate the gate
   * @param comparison what it looked at
   * @param passed whether the new model may take the place of the old
   */
  record Verdict(Gate gate, Comparison comparison, boolean passed) {}

  /**
   * The same with the verdicts of gates.
   *
   * @throws CommandException if a gate has no figure to look at, or a margin for the better
   */
  CompareReport withVerdicts(List<Gate> gates, Gate.By by) {
    List<Verdict> found = new ArrayList<>();
    for (Gate gate : gates) {
      Comparison comparison =
          comparisons.stream()
              .filter(compared -> compared.key().equals(gate.metric()))
              .findFirst()
              .orElseThrow(() ->
                  CommandException.data(
                      "--gate %s: the models have no such figure in common on these data"
                          .formatted(gate.metric())));
      gate.check(comparison);
      found.add(new Verdict(gate, comparison, gate.passes(comparison, by)));
    }
    return new CompareReport(first, second, comparisons, windows, List.copyOf(found));
  }

  @Override
  public ExitCode exitCode() {
    return verdicts.stream().allMatch(Verdict::passed) ? ExitCode.OK : ExitCode.NO;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("first", first);
    json.put("second", second);
    json.set("comparisons", FigureJson.comparisons(comparisons));
    ArrayNode list = json.putArray("windows");
    for (WindowFigures figures : windows) {
      ObjectNode window = list.addObject();
      window.put("from", figures.window().from());
      window.put("to", figures.window().to());
      window.put("interactions", figures.window().test().size());
      window.set("comparisons", FigureJson.comparisons(figures.comparisons()));
    }
    ArrayNode gates = json.putArray("gates");
    for (Verdict verdict : verdicts) {
      ObjectNode gate = gates.addObject();
      gate.put("metric", verdict.gate().metric());
      gate.put("margin", verdict.gate().margin());
      gate.put("difference", verdict.comparison().difference());
      gate.put("passed", verdict.passed());
    }
    json.put("passed", exitCode() == ExitCode.OK);
    return json;
  }

  @Override
  public void print(Console console) {
    console.heading(
        "%s (first) and %s (second), user by user:"
            .formatted(PrintableText.quotable(first), PrintableText.quotable(second)));
    Table table =
        Table.of(
            "", ">first", ">second", ">difference", ">" + FigureText.INTERVAL, ">p", ">users", "");
    for (Comparison comparison : comparisons) {
      table.row(
          FigureText.metric(comparison.key()),
          Numbers.metric(comparison.first()),
          Numbers.metric(comparison.second()),
          FigureText.signed(comparison.difference()),
          FigureText.signed(comparison.interval()),
          Numbers.decimals(comparison.chance(), 3),
          Numbers.count(comparison.users()),
          comparison.secondIsBetter()
              ? "second is better"
              : comparison.firstIsBetter() ? "first is better" : "no difference beyond noise");
    }
    console.print(table);
    printWindows(console);
    for (Verdict verdict : verdicts) {
      console.print(
          "gate %s:%s %s: difference %s, interval %s"
              .formatted(
                  verdict.gate().metric(),
                  verdict.gate().margin(),
                  verdict.passed() ? "passed" : "FAILED",
                  FigureText.signed(verdict.comparison().difference()),
                  FigureText.signed(verdict.comparison().interval())));
    }
  }

  private void printWindows(Console console) {
    if (windows.isEmpty()) {
      return;
    }
    List<String> headers = new ArrayList<>(List.of("window", ">from", ">to", ">interactions"));
    comparisons.forEach(comparison -> headers.add(">" + FigureText.metric(comparison.key())));
    Table table = Table.of(headers.toArray(String[]::new));
    for (int number = 0; number < windows.size(); number++) {
      WindowFigures figures = windows.get(number);
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(number + 1));
      cells.add(Long.toString(figures.window().from()));
      cells.add(Long.toString(figures.window().to()));
      cells.add(Numbers.count(figures.window().test().size()));
      for (Comparison all : comparisons) {
        cells.add(
            figures.comparisons().stream()
                .filter(one -> one.key().equals(all.key()))
                .findFirst()
                .map(one -> FigureText.signed(one.difference()))
                .orElse("-"));
      }
      table.row(cells.toArray(String[]::new));
    }
    console.print("differences by window:");
    console.print(table);
  }
}
