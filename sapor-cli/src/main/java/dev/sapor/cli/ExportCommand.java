package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.model.npy.NpyExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor export}: the numbers of a model for other programs. */
@Command(
    name = "export",
    description = {
      "Write the factors, biases and ids of a model into a folder.",
      "",
      "user_factors.npy and item_factors.npy (float32, C order, one row for each id),"
          + " user_biases.npy and item_biases.npy, users.txt and items.txt (one id a line, in the"
          + " order of the rows), and model.json with the global mean and the hyper-parameters."
          + " sapor train --init reads the same folder."
    },
    footer = {"", "Example:", "  sapor export my.sapor --format npy factors/"})
final class ExportCommand extends SaporCommand {

  /** What other programs read. */
  enum Format {
    NPY
  }

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "The folder; made if it is not there.")
  private Path folder = Path.of("");

  @Option(
      names = "--format",
      order = 1,
      paramLabel = "npy",
      description = "The format of the arrays: npy, as numpy reads it.")
  private Format format = Format.NPY;

  ExportCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    OutputPath.checkFolder("DIR", folder);
    FactorModel model = ModelFile.open(modelFile);
    return context().stop().inOrder(() -> export(model));
  }

  private Exported export(FactorModel model) throws IOException {
    switch (format) {
      case NPY -> NpyExport.write(model, folder);
    }
    return new Exported(folder, format, model);
  }

  /**
   * What was written.
   *
   * @param folder where
   * @param format as what
   * @param model of which model
   */
  record Exported(Path folder, Format format, FactorModel model) implements Report {

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("folder", folder.toString());
      json.put("format", Labels.of(format));
      json.put("users", model.users().size());
      json.put("items", model.items().size());
      json.put("factors", model.factors().rank());
      return json;
    }

    @Override
    public void print(Console console) {
      console.print(
          "%s: factors of %s users and %s items, %s each"
              .formatted(
                  PrintableText.quotable(folder.toString()),
                  model.users().size(),
                  model.items().size(),
                  model.factors().rank()));
    }

    @Override
    public List<String> next() {
      return List.of(
          "train DATA --init %s --out NEW.sapor".formatted(ShellWord.of(folder.toString())));
    }
  }
}
