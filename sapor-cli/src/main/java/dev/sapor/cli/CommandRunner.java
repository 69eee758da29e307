package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.PrintableText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Finds the command that the arguments name, runs it, and turns whatever goes wrong into an exit
 * code and one line on stderr.
 */
final class CommandRunner {

  private final CommandContext context;
  private final Console console;
  private @Nullable Throwable thrown;

  CommandRunner(CommandContext context) {
    this.context = context;
    this.console = context.console();
  }

  /** Runs a command; never throws. */
  ExitCode run(String... args) {
    int verdict = ExitCode.OK.number();
    try {
      verdict = execute(args);
    } catch (Throwable e) {
      thrown = e;
    }
    if (thrown == null) {
      return verdict == ExitCode.NO.number() ? ExitCode.NO : ExitCode.OK;
    }
    Failure failure = Failure.of(thrown);
    console.fail(failure.line());
    if (Arrays.asList(args).contains(StandardOptions.DEBUG)) {
      thrown.printStackTrace(console.err());
    }
    return failure.code();
  }

  /** Returns what the command exits with if nothing is thrown. */
  private int execute(String... args) {
    StringWriter help = new StringWriter();
    CommandLine commands = SaporCommands.create(context);
    Choice.registerAll(commands);
    commands
        // Ids are verbatim: one that starts with @ does not name a file of arguments.
        .setExpandAtFiles(false)
        .setUsageHelpLongOptionsMaxWidth(32)
        .setUsageHelpWidth(Math.min(100, console.outTerminal().columns()))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                console.outTerminal().styled() ? Ansi.ON : Ansi.OFF))
        .setOut(new PrintWriter(help))
        .setParameterExceptionHandler((e, ignored) -> keep(usage(e)))
        .setExecutionExceptionHandler((e, command, result) -> keep(e));
    int code = commands.execute(args.length == 0 ? new String[] {"--help"} : args);
    if (!help.toString().isEmpty()) {
      console.print(help.toString().stripTrailing());
      console.release();
    }
    return code;
  }

  /** What a handler throws, picocli prints itself; so it is kept instead. */
  private int keep(Exception e) {
    thrown = e;
    return ExitCode.BUG.number();
  }

  private static Exception usage(ParameterException e) {
    if (e.getCause() instanceof CommandException cause) {
      return cause;
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String what =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched)
            : firstLine(String.valueOf(e.getMessage()));
    return CommandException.usage(what + "; run '" + command + " --help'");
  }

  private static String firstLine(String message) {
    String first = message.lines().findFirst().orElse("the command line is wrong").strip();
    String line = first.startsWith("Error: ") ? first.substring("Error: ".length()) : first;
    return Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().getFirst();
    CommandLine commandLine = e.getCommandLine();
    boolean isOption = argument.startsWith("-");
    boolean isCommand = !isOption && !commandLine.getSubcommands().isEmpty();
    String what =
        isOption ? "unknown option" : isCommand ? "unknown command" : "unexpected argument";
    String name =
        isOption && argument.contains("=")
            ? argument.substring(0, argument.indexOf('='))
            : argument;
    Optional<String> meant =
        isOption
            ? meantOption(name, commandLine)
            : Spelling.nearest(name, commandLine.getSubcommands().keySet().stream());
    return "%s '%s'%s"
        .formatted(
            what,
            PrintableText.quotable(name),
            meant.map(word -> ", did you mean '" + word + "'?").orElse(""));
  }

  private static Optional<String> meantOption(String name, CommandLine commandLine) {
    List<String> known =
        commandLine.getCommandSpec().options().stream()
            .flatMap(option -> Stream.of(option.names()))
            .toList();
    return OtherNames.of(name)
        .filter(known::contains)
        .or(() -> Spelling.nearest(name, known.stream()));
  }
}
