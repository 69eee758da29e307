package dev.sapor.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One command, run within this process through the same entry as a process of its own.
 *
 * @param code exit code
 * @param out what it printed on stdout
 * @param err what it said on stderr
 */
record CommandLineRun(int code, String out, String err) {

  static CommandLineRun of(String... args) {
    return withInput("", args);
  }

  static CommandLineRun withInput(String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    int code = Sapor.run(args, in, out, err);
    return new CommandLineRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that must succeed. */
  static CommandLineRun ok(String... args) {
    CommandLineRun run = of(args);
    if (run.code != 0) {
      throw new AssertionError("exit code %d: %s".formatted(run.code, run.err));
    }
    return run;
  }

  /** Runs a command that must succeed with {@code --json}, and parses what it prints. */
  static JsonNode json(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    return ok(all).json();
  }

  JsonNode json() {
    return JsonMapper.shared().readTree(out);
  }
}
