package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.Table;
import dev.sapor.eval.Comparison;
import dev.sapor.tune.Trial;
import dev.sapor.tune.TrialResult;
import dev.sapor.tune.TuningMetric;
import dev.sapor.tune.TuningResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code tune} found.
 *
 * @param algorithm what was tuned
 * @param metric by what
 * @param split how the folds were cut
 * @param reused how many results came from a journal
 * @param result what was found
 * @param shown all parameters of a trial, those that are not searched for included
 * @param command words of the command that trains the winner, without the name of the program
 * @param program the name of the program
 */
record TuneReport(
    Algorithm algorithm,
    TuningMetric metric,
    String split,
    int reused,
    TuningResult result,
    Function<Trial, Map<String, String>> shown,
    List<String> command,
    String program)
    implements Report {

  TuneReport {
    command = List.copyOf(command);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("algorithm", algorithm.toString());
    json.put("metric", metric.key());
    json.put("split", split);
    ArrayNode trials = json.putArray("trials");
    for (TrialResult trial : result.results()) {
      ObjectNode one = TrialJournal.json(trial);
      Json.put(one, metric.key(), trial.figure());
      trials.add(one);
    }
    json.put("reused", reused);
    json.put("best", result.best().number());
    json.put("winner", result.winner().number());
    ObjectNode parameters = json.putObject("parameters");
    shown.apply(result.winner()).forEach(parameters::put);
    json.set("confirmation", confirmationJson());
    json.put("command", commandLine());
    return json;
  }

  private ObjectNode confirmationJson() {
    ObjectNode json = Json.object();
    result
        .confirmation()
        .ifPresent(comparison -> {
          json.put("defaults", comparison.first());
          json.put("best", comparison.second());
          json.put("difference", comparison.difference());
          comparison
              .interval()
              .ifPresent(interval -> {
                json.put("low", interval.low());
                json.put("high", interval.high());
              });
        });
    return json;
  }

  @Override
  public void print(Console console) {
    console.heading("%s on folds by %s, best first:".formatted(algorithm, split));
    console.print(table());
    console.print("");
    console.print(verdict());
    console.print(commandLine());
  }

  /** Each trial with its greatest budget. */
  private Table table() {
    List<TrialResult> rows = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (TrialResult trial : result.results()) {
      if (seen.add(trial.trial().number())) {
        rows.add(trial);
      }
    }
    SortedSet<String> names = new TreeSet<>();
    rows.forEach(row -> names.addAll(row.trial().parameters().keySet()));
    List<String> headers = new ArrayList<>(List.of(">trial", ">epochs", ">" + metric.key()));
    names.forEach(name -> headers.add(">" + name));
    headers.add("");
    Table table = Table.of(headers.toArray(String[]::new));
    for (TrialResult row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(row.trial().number()));
      cells.add(Integer.toString(row.epochs()));
      cells.add(cell(row.figure()));
      Map<String, String> values = new TreeMap<>(shown.apply(row.trial()));
      names.forEach(name -> cells.add(values.getOrDefault(name, "-")));
      cells.add(remark(row.trial()));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private String cell(OptionalDouble figure) {
    return figure.isPresent() ? Numbers.metric(figure.getAsDouble()) : "diverged";
  }

  private String remark(Trial trial) {
    String defaults = trial.number() == 0 ? "the defaults" : "";
    return trial.equals(result.winner()) ? (defaults + " winner").strip() : defaults;
  }

  private String verdict() {
    int best = result.best().number();
    if (best == 0) {
      return "No trial was better than the defaults.";
    }
    if (result.confirmation().isEmpty()) {
      return result.winner().number() == 0
          ? "Trial %s diverged on fresh folds, so the defaults win.".formatted(best)
          : "Trial %s wins: the defaults diverge.".formatted(best);
    }
    Comparison comparison = result.confirmation().get();
    String figures =
        "%s %s against %s, difference %s%s"
            .formatted(
                metric.key(),
                Numbers.metric(comparison.second()),
                Numbers.metric(comparison.first()),
                Numbers.metric(comparison.difference()),
                comparison
                    .interval()
                    .map(interval ->
                        " (95 % interval "
                            + Numbers.metric(interval.low())
                            + " to "
                            + Numbers.metric(interval.high())
                            + ")")
                    .orElse(""));
    return result.winner().number() == 0
        ? "On fresh folds trial %s is not better than the defaults beyond noise (%s): the defaults win."
            .formatted(best, figures)
        : "On fresh folds trial %s beats the defaults: %s.".formatted(best, figures);
  }

  private String commandLine() {
    return program + " " + command.stream().map(ShellWord::of).collect(Collectors.joining(" "));
  }
}
