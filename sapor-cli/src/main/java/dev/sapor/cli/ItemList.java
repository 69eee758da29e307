package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.RankedItems;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ranked items for somebody or something.
 *
 * @param key what the list is for: {@code user} or {@code item}
 * @param id the id of it
 * @param heading a line above the list
 * @param ranked the items
 * @param model the model that ranked them
 * @param next a command that may come next, or none
 */
record ItemList(
    String key, String id, String heading, RankedItems ranked, FactorModel model, List<String> next)
    implements Report {

  ItemList {
    next = List.copyOf(next);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put(key, id);
    json.set("items", ModelUse.json(ranked, model));
    return json;
  }

  @Override
  public void print(Console console) {
    console.print(heading);
    ItemTable.of(ranked, model).print(console);
  }
}
