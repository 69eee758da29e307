package dev.sapor.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs a command of this module as a program: what fails says so in one line. */
public final class Program {

  private static final int FAILED = 1;

  /** Runs a command and ends the JVM with its exit code. */
  public static void run(Callable<Integer> command, String[] args) {
    CommandLine line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, commandLine, parsed) -> {
      commandLine.getErr().println(commandLine.getCommandName() + ": " + e);
      return FAILED;
    });
    System.exit(line.execute(args));
  }

  private Program() {}
}
