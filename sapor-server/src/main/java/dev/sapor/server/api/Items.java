package dev.sapor.server.api;

import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.RankedItem;
import dev.sapor.recommend.RankedItems;
import dev.sapor.server.http.Json;
import dev.sapor.server.http.ProblemException;
import dev.sapor.server.live.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Items in requests and answers. */
final class Items {

  /** Most items that a request may name. */
  static final int MOST = 10_000;

  /** Begins an answer of a model. */
  static ObjectNode answer(ServedModel served) {
    ObjectNode json = Json.object();
    ObjectNode model = json.putObject("model");
    model.put("name", served.name());
    model.put("digest", served.digest());
    return json;
  }

  /**
   * The item of a path.
   *
   * @throws ProblemException if the model does not know it
   */
  static int known(ServedModel served, String id) {
    return served
        .model()
        .items()
        .indexOf(id)
        .orElseThrow(() -> ProblemException.notFound("the model knows no such item"));
  }

  /** Writes what an item is. */
  static void put(ObjectNode json, ServedModel served, int item) {
    json.put("item", served.model().items().id(item));
    served.model().catalog().title(item).ifPresent(title -> json.put("title", title));
  }

  /** Writes a list. */
  static ArrayNode put(ObjectNode json, ServedModel served, RankedItems ranked) {
    ArrayNode list = json.putArray("items");
    for (RankedItem item : ranked) {
      ObjectNode one = list.addObject();
      put(one, served, item.itemIndex());
      one.put("score", item.score());
    }
    return list;
  }

  /**
   * The filter of allowed and excluded items. Ids that the model does not know change nothing.
   *
   * @param allowed only these; empty for all
   */
  static ItemFilter filter(
      ServedModel served, List<String> allowed, List<String> excluded, boolean includeSeen) {
    ItemFilter filter = ItemFilter.unseen();
    if (!allowed.isEmpty()) {
      filter = filter.allowing(indices(served, allowed));
    }
    if (!excluded.isEmpty()) {
      filter = filter.denying(indices(served, excluded));
    }
    return includeSeen ? filter.includingSeen() : filter;
  }

  private static int[] indices(ServedModel served, List<String> ids) {
    return ids.stream().flatMapToInt(id -> served.model().items().indexOf(id).stream()).toArray();
  }

  /**
   * A list of ids in a body.
   *
   * @throws ProblemException if it is something else, or too long
   */
  static List<String> ids(JsonNode body, String name, int most) {
    JsonNode list = body.path(name);
    if (list.isMissingNode()) {
      return List.of();
    }
    if (!list.isArray() || list.size() > most) {
      throw ProblemException.badRequest(
          "%s must be a list of at most %s ids".formatted(name, most));
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode id : list) {
      ids.add(text(id, name));
    }
    return ids;
  }

  /**
   * An id: a text that is not empty, or a whole number.
   *
   * @throws ProblemException if it is something else
   */
  static String text(JsonNode node, String name) {
    String text =
        node.isString() ? node.stringValue() : node.isIntegralNumber() ? node.asString() : "";
    if (text.isEmpty() || text.length() > 1024 || hasLoneSurrogate(text)) {
      throw ProblemException.badRequest(name + " must be an id, a text of 1 to 1024 characters");
    }
    return text;
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  /**
   * A whole number in a body.
   *
   * @throws ProblemException if it is something else, or out of its bounds
   */
  static int number(JsonNode body, String name, int least, int greatest, int otherwise) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      OptionalInt number = OptionalInt.of(value.intValue());
      if (number.getAsInt() >= least && number.getAsInt() <= greatest) {
        return number.getAsInt();
      }
    }
    throw ProblemException.badRequest(
        "%s must be a whole number from %s to %s".formatted(name, least, greatest));
  }

  /**
   * A yes or no in a body.
   *
   * @throws ProblemException if it is something else
   */
  static boolean flag(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw ProblemException.badRequest(name + " must be true or false");
    }
    return value.asBoolean(false);
  }

  private Items() {}
}
