package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command: does its work, then shows its report as text or JSON. */
abstract class SaporCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private final StandardOptions standard = new StandardOptions();

  SaporCommand(CommandContext context) {
    this.context = context;
  }

  final CommandContext context() {
    return context;
  }

  final Console console() {
    return context.console();
  }

  /** Whether the report goes out as JSON. */
  final boolean json() {
    return standard.json;
  }

  @Override
  public final Integer call() throws Exception {
    Report report = execute();
    if (standard.json) {
      console().print(Json.line(report.json()));
    } else {
      report.print(console());
      console().release();
      report
          .next()
          .forEach(arguments -> console().say("next: " + context.name() + " " + arguments));
    }
    console().release();
    afterwards();
    return report.exitCode().number();
  }

  /** What a command still does when its report is out. */
  void afterwards() throws IOException {}

  abstract Report execute() throws Exception;
}
