package dev.sapor.cli;

import dev.sapor.cli.console.Table;
import dev.sapor.solver.Solver;
import dev.sapor.solver.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;

/** The part of the help that shows what each algorithm takes for options that are not given. */
final class AlgorithmDefaults {

  private static final String KEY = "defaults";

  /** Puts the part into the help of a command, before the examples. */
  static void addTo(CommandLine command) {
    List<String> keys = new ArrayList<>(command.getHelpSectionKeys());
    keys.add(keys.indexOf(CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), KEY);
    command.setHelpSectionKeys(keys);
    command.getHelpSectionMap().put(KEY, help -> text());
  }

  private static String text() {
    List<Map<String, String>> columns = new ArrayList<>();
    SortedSet<String> names = new TreeSet<>();
    String[] headers = new String[Algorithm.values().length + 1];
    headers[0] = "";
    for (Algorithm algorithm : Algorithm.values()) {
      Map<String, String> parameters = parameters(new SolverOptions().solver(algorithm));
      columns.add(parameters);
      names.addAll(parameters.keySet());
      headers[columns.size()] = algorithm.toString();
    }
    Table table = Table.of(headers);
    for (String name : names) {
      String[] row = new String[headers.length];
      row[0] = name;
      for (int column = 1; column < row.length; column++) {
        row[column] = columns.get(column - 1).getOrDefault(name, "-");
      }
      table.row(row);
    }
    return System.lineSeparator()
        + "Defaults:"
        + System.lineSeparator()
        + String.join(System.lineSeparator(), table.lines())
        + System.lineSeparator();
  }

  private static Map<String, String> parameters(Solver solver) {
    TrainingPlan plan = solver.defaultPlan();
    Map<String, String> parameters = new TreeMap<>(solver.parameters());
    parameters.put("seed", Long.toString(solver.seed()));
    parameters.put("epochs", (plan.stopsEarly() ? "at most " : "") + plan.epochs());
    parameters.put("validation", plan.stopsEarly() ? Double.toString(plan.validation()) : "none");
    if (plan.stopsEarly()) {
      parameters.put("patience", Integer.toString(plan.patience()));
    }
    return parameters;
  }

  private AlgorithmDefaults() {}
}
