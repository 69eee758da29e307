package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.model.FactorModel;
import dev.sapor.recommend.RankedItems;
import java.util.List;
import java.util.Optional;
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
 * @param fallback what took the place of the model's own list, if anything did
 */
record ItemList(
    String key,
    String id,
    String heading,
    RankedItems ranked,
    FactorModel model,
    List<String> next,
    Optional<String> fallback)
    implements Report {

  ItemList {
    next = List.copyOf(next);
  }

  /** A list that is the model's own. */
  ItemList(
      String key,
      String id,
      String heading,
      RankedItems ranked,
      FactorModel model,
      List<String> next) {
    this(key, id, heading, ranked, model, next, Optional.empty());
  }

  /** The same list, labelled as one that took the place of the model's own. */
  ItemList labelled(String label) {
    return new ItemList(key, id, heading, ranked, model, next, Optional.of(label));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put(key, id);
    fallback.ifPresent(label -> json.put("fallback", label));
    json.set("items", ModelUse.json(ranked, model));
    return json;
  }

  @Override
  public void print(Console console) {
    console.print(heading);
    ItemTable.of(ranked, model).print(console);
  }
}
