package dev.sapor.cli;

import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON objects whose keys keep the order in which they were put. */
final class Json {

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Puts a number, or null where there is none: JSON has no NaN. */
  static void put(ObjectNode target, String key, OptionalDouble value) {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      target.put(key, value.getAsDouble());
    } else {
      target.putNull(key);
    }
  }

  /** The JSON on one line. */
  static String line(JsonNode json) {
    return JsonMapper.shared().writeValueAsString(json);
  }

  private Json() {}
}
