package dev.sapor.cli;

import dev.sapor.cli.console.PrintableText;
import dev.sapor.data.IdMap;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.RankedItems;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From ids to the rows of a model and back. */
final class ModelUse {

  /**
   * @throws CommandException if the model has no such user; it names ids that are nearly the same
   */
  static int user(FactorModel model, String id) {
    return index("user", model.users(), id);
  }

  /**
   * @throws CommandException if the model has no such item; it names ids that are nearly the same
   */
  static int item(FactorModel model, String id) {
    return index("item", model.items(), id);
  }

  private static int index(String kind, IdMap ids, String id) {
    return ids.indexOf(id).orElseThrow(() -> unknown(kind, ids, id));
  }

  private static CommandException unknown(String kind, IdMap ids, String id) {
    List<String> near =
        Spelling.near(id, ids.ids().stream(), 3).stream()
            .map(other -> "'" + PrintableText.quotable(other) + "'")
            .toList();
    String advice =
        near.isEmpty()
            ? "it has " + example(ids)
            : "did you mean " + String.join(" or ", near) + "?";
    return CommandException.data(
        "the model knows no %s '%s'; %s".formatted(kind, PrintableText.quotable(id), advice));
  }

  private static String example(IdMap ids) {
    return "ids such as '" + PrintableText.quotable(ids.id(0)) + "'";
  }

  /** {@code [{item, title?, score}, …]}. */
  static ArrayNode json(RankedItems ranked, FactorModel model) {
    ArrayNode list = Json.object().putArray("items");
    for (RankedItem item : ranked) {
      ObjectNode json = list.addObject();
      json.put("item", model.items().id(item.itemIndex()));
      model.catalog().title(item.itemIndex()).ifPresent(title -> json.put("title", title));
      json.put("score", item.score());
    }
    return list;
  }

  private ModelUse() {}
}
