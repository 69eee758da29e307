package dev.sapor.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command {@code sapor} itself, which only holds the others. */
@Command(
    name = "sapor",
    mixinStandardHelpOptions = true,
    versionProvider = SaporCommands.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Matrix factorization for recommender systems: from ratings or clicks to a model.",
    footer = {
      "",
      "Try first:",
      "  sapor demo",
      "  sapor train ratings.csv --holdout 0.1 --out my.sapor",
      "  sapor recommend my.sapor --user 42",
      "",
      "Exit codes: 0 ok, 1 the answer is no (gate, band), 2 usage, 3 input data, 4 model file, 5 I/O, 6 memory,",
      "7 training, 70 a bug, 130 and 143 stopped by a signal."
    })
final class SaporCommands {

  /** All commands, ready to parse. */
  static CommandLine create(CommandContext context) {
    CommandLine train = new CommandLine(new TrainCommand(context));
    AlgorithmDefaults.addTo(train);
    CommandLine tune = new CommandLine(new TuneCommand(context));
    TuneCommand.describeRanges(tune);
    CommandLine commands =
        new CommandLine(new SaporCommands())
            .addSubcommand(new DemoCommand(context))
            .addSubcommand(new SplitCommand(context))
            .addSubcommand(train)
            .addSubcommand(tune)
            .addSubcommand(new EvaluateCommand(context))
            .addSubcommand(new CompareCommand(context))
            .addSubcommand(new ReportCommand(context))
            .addSubcommand(new ReproduceCommand(context))
            .addSubcommand(new PredictCommand(context))
            .addSubcommand(new RecommendCommand(context))
            .addSubcommand(new SimilarCommand(context))
            .addSubcommand(new ExplainCommand(context))
            .addSubcommand(new ServeCommand(context))
            .addSubcommand(new UpdateCommand(context))
            .addSubcommand(new ForgetCommand(context))
            .addSubcommand(new InfoCommand(context))
            .addSubcommand(new VerifyCommand(context))
            .addSubcommand(new ExportCommand(context))
            .addSubcommand(new HelpCommand());
    for (CommandLine command : commands.getSubcommands().values()) {
      // In the order that each option gives itself: what is needed most comes first.
      command.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true);
    }
    return commands;
  }

  /** The version in the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SaporCommands.class.getPackage().getImplementationVersion();
      return new String[] {"sapor " + (version == null ? "(not from a jar)" : version)};
    }
  }

  private SaporCommands() {}
}
