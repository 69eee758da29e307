package dev.sapor.cli;

import dev.sapor.solver.Solver;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * Makes the solvers of trials the way {@code sapor train} makes its own: parameters are read as the
 * options of the same names.
 *
 * @param algorithm of all trials
 */
record TrialSolvers(Algorithm algorithm) {

  private static final List<String> NOT_SEARCHED = List.of("no-biases", "seed");

  /** The options of train that a trial may set. */
  @Command
  private static final class Options {
    @Mixin private final SolverOptions solver = new SolverOptions();
  }

  /** The options that stand for parameters, as words of a command line. */
  static List<String> words(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .flatMap(entry -> List.of("--" + entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  /**
   * The solver with these parameters, and the defaults for the rest.
   *
   * @throws CommandException if the algorithm has no such parameter, or a value is wrong
   */
  Solver solver(Map<String, String> parameters) {
    for (String name : parameters.keySet()) {
      if (NOT_SEARCHED.contains(name)) {
        throw CommandException.usage(name + " is no parameter to search for");
      }
      algorithm.requireKnown(List.of("--" + name));
    }
    Options options = new Options();
    CommandLine line = new CommandLine(options);
    Choice.registerAll(line);
    try {
      line.parseArgs(words(parameters).toArray(String[]::new));
    } catch (ParameterException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
    return options.solver.solver(algorithm);
  }
}
