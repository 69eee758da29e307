package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param console its streams
 * @param stop whether it shall stop
 * @param environment the environment of the process
 */
record CommandContext(Console console, StopRequest stop, Map<String, String> environment) {

  /** As what the program was started: what a person types again. */
  String name() {
    return environment.getOrDefault("SAPOR_COMMAND", "sapor");
  }
}
