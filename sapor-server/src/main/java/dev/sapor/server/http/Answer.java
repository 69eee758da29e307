package dev.sapor.server.http;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What goes back.
 *
 * @param status HTTP status
 * @param type media type of the body
 * @param body its bytes; empty where there is none
 * @param headers further headers
 */
@SuppressWarnings("ArrayRecordComponent") // written out once, never compared
public record Answer(int status, String type, byte[] body, Map<String, String> headers) {

  private static final String JSON = "application/json";

  /** An answer in JSON. */
  public static Answer json(JsonNode json) {
    return new Answer(200, JSON, Json.bytes(json), Map.of());
  }

  /** Bytes of some media type. */
  public static Answer of(String type, byte[] body) {
    return new Answer(200, type, body, Map.of());
  }

  /** The same with another status. */
  public Answer withStatus(int other) {
    return new Answer(other, type, body, headers);
  }

  /** The same with other headers. */
  public Answer withHeaders(Map<String, String> others) {
    return new Answer(status, type, body, others);
  }
}
