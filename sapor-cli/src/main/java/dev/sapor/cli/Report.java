package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a command found out or did, for programs and for people. */
interface Report {

  /** For programs: printed on one line, an object or an array of objects. */
  JsonNode json();

  /** For people. */
  void print(Console console);

  /**
   * What the process exits with when the report is out: {@code OK}, or {@code NO} for a verdict.
   */
  default ExitCode exitCode() {
    return ExitCode.OK;
  }

  /** Arguments of commands that may come next, said to people after the rest. */
  default List<String> next() {
    return List.of();
  }
}
