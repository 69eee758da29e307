package dev.sapor.server.feedback;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of the log: eight hex digits of the CRC32C of what follows, a space, and an object in
 * JSON. The first names the log; each other one holds the events that were written and forced
 * together, so that of these either all are there or none.
 */
final class FeedbackLine {

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int DIGITS = 8;

  static byte[] header(String log) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", "sapor-feedback-1");
    json.put("log", log);
    return line(json);
  }

  /** Events that are written together. */
  static byte[] of(List<FeedbackEvent> events) {
    ObjectNode json = MAPPER.createObjectNode();
    ArrayNode list = json.putArray("events");
    for (FeedbackEvent event : events) {
      ObjectNode one = list.addObject();
      one.put("sequence", event.sequence());
      one.put("key", event.key());
      one.put("user", event.user());
      one.put("item", event.item());
      event.value().ifPresent(value -> one.put("value", value));
      if (event.disliked()) {
        one.put("disliked", true);
      }
    }
    return line(json);
  }

  private static byte[] line(ObjectNode json) {
    String text = MAPPER.writeValueAsString(json);
    return (crc(text) + " " + text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** The object of a line without its end; empty if the line is not whole. */
  static Optional<JsonNode> read(String line) {
    if (line.length() <= DIGITS + 1 || line.charAt(DIGITS) != ' ') {
      return Optional.empty();
    }
    String text = line.substring(DIGITS + 1);
    if (!crc(text).equals(line.substring(0, DIGITS))) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The name of a log, if the object is its header. */
  static Optional<String> log(JsonNode json) {
    return json.path("format").asString("").equals("sapor-feedback-1")
        ? Optional.of(json.path("log").asString(""))
        : Optional.empty();
  }

  /** The events of an object. */
  static List<FeedbackEvent> events(JsonNode json) {
    List<FeedbackEvent> events = new ArrayList<>();
    for (JsonNode one : json.path("events")) {
      events.add(event(one));
    }
    return events;
  }

  private static FeedbackEvent event(JsonNode json) {
    JsonNode value = json.path("value");
    return new FeedbackEvent(
        json.path("sequence").asLong(0),
        json.path("key").asString(""),
        json.path("user").asString(""),
        json.path("item").asString(""),
        value.isNumber() ? OptionalDouble.of(value.asDouble(0)) : OptionalDouble.empty(),
        json.path("disliked").asBoolean(false));
  }

  private FeedbackLine() {}
}
