package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.console.Table;
import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.solver.als.Explainer;
import dev.sapor.solver.als.Explanation;
import dev.sapor.solver.als.Explanation.Contribution;
import dev.sapor.solver.als.Explanation.Term;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sapor explain}: why a user gets a score for an item. */
@Command(
    name = "explain",
    customSynopsis = "sapor explain MODEL --user ID --item ID [OPTIONS]",
    description = {
      "Take a score apart: what each thing the user had to do with adds to it.",
      "",
      "The parts add up to the score. Models by als and implicit-als that keep their history are"
          + " explained by it; others by mean, biases and the product of each factor."
    },
    footer = {"", "Example:", "  sapor explain my.sapor --user 42 --item 50"})
final class ExplainCommand extends SaporCommand {

  @Parameters(paramLabel = "MODEL", description = "A model file.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--user",
      order = 1,
      required = true,
      paramLabel = "ID",
      description = "The user.")
  private String user = "";

  @Option(
      names = "--item",
      order = 2,
      required = true,
      paramLabel = "ID",
      description = "The item.")
  private String item = "";

  @Option(
      names = "-n",
      order = 3,
      paramLabel = "N",
      description = "How many parts to list for people. Default: ${DEFAULT-VALUE}.")
  private int n = 10;

  ExplainCommand(CommandContext context) {
    super(context);
  }

  @Override
  Report execute() throws IOException {
    if (n < 1) {
      throw CommandException.usage("-n must be at least 1 (got " + n + ")");
    }
    FactorModel model = ModelFile.open(modelFile);
    int userIndex = ModelUse.user(model, user);
    int itemIndex = ModelUse.item(model, item);
    Explanation explanation = Usage.data(() -> Explainer.of(model).explain(userIndex, itemIndex));
    return new ScoreParts(user, item, itemIndex, explanation, model, n);
  }

  /**
   * The parts of a score.
   *
   * @param most how many are listed for people
   */
  private record ScoreParts(
      String user, String item, int itemIndex, Explanation explanation, FactorModel model, int most)
      implements Report {

    @Override
    public ObjectNode json() {
      ObjectNode json = Json.object();
      json.put("user", user);
      json.put("item", item);
      json.put("score", explanation.score());
      ArrayNode terms = json.putArray("terms");
      for (Term term : explanation.terms()) {
        terms.addObject().put("name", term.name()).put("value", term.value());
      }
      ArrayNode parts = json.putArray("contributions");
      for (Contribution part : explanation.contributions()) {
        ObjectNode node = parts.addObject().put("item", model.items().id(part.itemIndex()));
        model.catalog().title(part.itemIndex()).ifPresent(title -> node.put("title", title));
        node.put("value", part.value()).put("contribution", part.amount());
      }
      return json;
    }

    @Override
    public void print(Console console) {
      String title = model.catalog().title(itemIndex).map(text -> " (" + text + ")").orElse("");
      console.print(
          "score of user %s for item %s%s: %s"
              .formatted(
                  PrintableText.quotable(user),
                  PrintableText.quotable(item),
                  PrintableText.quotable(title),
                  Numbers.decimals(explanation.score(), 4)));
      Table table = Table.of(">part", "of", "", ">value");
      List<Term> terms = explanation.terms();
      boolean byHistory = !explanation.contributions().isEmpty();
      List<Term> shown = byHistory ? terms : largest(terms);
      double rest = explanation.sum();
      for (Term term : shown) {
        table.row(Numbers.decimals(term.value(), 4), term.name(), "", "");
        rest -= term.value();
      }
      List<Contribution> parts =
          explanation
              .contributions()
              .subList(0, Math.min(most, explanation.contributions().size()));
      for (Contribution part : parts) {
        table.row(
            Numbers.decimals(part.amount(), 4),
            model.items().id(part.itemIndex()),
            model.catalog().title(part.itemIndex()).orElse(""),
            Numbers.decimals(part.value(), 2));
        rest -= part.amount();
      }
      int others = terms.size() + explanation.contributions().size() - shown.size() - parts.size();
      if (others > 0) {
        table.row(Numbers.decimals(rest, 4), Numbers.of(others, "other part"), "", "");
      }
      console.print(table);
    }

    private List<Term> largest(List<Term> terms) {
      return terms.stream()
          .sorted(Comparator.comparingDouble((Term term) -> -Math.abs(term.value())))
          .limit(most)
          .toList();
    }
  }
}
