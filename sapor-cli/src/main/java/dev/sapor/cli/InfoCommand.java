package dev.sapor.cli;

import dev.sapor.model.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sapor info}: what a model file says of its model. */
@Command(
    name = "info",
    description =
        "Show what a model is and where it comes from; reads no factors. Its course of training is"
            + " drawn on a terminal.",
    footer = {"", "Example:", "  sapor info my.sapor"})
final class InfoCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  InfoCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    return new ModelDescription(modelFile, ModelFile.inspect(modelFile));
  }
}
