package dev.sapor.cli.report;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A user with some of what the user had in training, and with what the model recommends.
 *
 * @param id the user
 * @param interactions training interactions
 * @param history the best of them, if the model keeps a history
 * @param recommended best first
 */
public record ExampleUser(String id, int interactions, List<Line> history, List<Line> recommended) {

  /**
   * An item.
   *
   * @param item its id
   * @param title its title and what else is known, or nothing
   * @param value training value or score
   */
  public record Line(String item, String title, float value) {}

  public ExampleUser {
    history = List.copyOf(history);
    recommended = List.copyOf(recommended);
  }

  /** {@code {user, interactions, history: […], recommended: […]}}. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("user", id);
    json.put("interactions", interactions);
    put(json.putArray("history"), history, "value");
    put(json.putArray("recommended"), recommended, "score");
    return json;
  }

  private static void put(ArrayNode list, List<Line> lines, String value) {
    for (Line line : lines) {
      list.addObject().put("item", line.item()).put("title", line.title()).put(value, line.value());
    }
  }
}
