package dev.sapor.cli;

import dev.sapor.cli.console.PrintableText;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.recommend.RankedItems;
import dev.sapor.recommend.SimilarItems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sapor similar}: the items most like one. */
@Command(
    name = "similar",
    customSynopsis = "sapor similar MODEL --item ID [OPTIONS]",
    description = "Show the items most like an item: the greatest cosine of their factors.",
    footer = {"", "Example:", "  sapor similar my.sapor --item 50 -n 5"})
final class SimilarCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--item",
      order = 1,
      required = true,
      paramLabel = "ID",
      description = "The item.")
  private String item = "";

  @Option(
      names = "-n",
      order = 2,
      paramLabel = "N",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int n = 10;

  SimilarCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    if (n < 1) {
      throw CommandException.usage("-n must be at least 1 (got " + n + ")");
    }
    FactorModel model = ModelFile.open(modelFile);
    int index = ModelUse.item(model, item);
    RankedItems items = SimilarItems.of(model).similarTo(index, n);
    String title = model.catalog().title(index).map(text -> " (" + text + ")").orElse("");
    return new ItemList(
        "item",
        item,
        "like item " + PrintableText.quotable(item) + PrintableText.quotable(title) + ":",
        items,
        model,
        List.of());
  }
}
