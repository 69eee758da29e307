package dev.sapor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code openapi.json} says of answers. */
final class Described {

  static JsonNode document() throws IOException {
    try (InputStream in = SaporServer.class.getResourceAsStream("api/openapi.json")) {
      return JsonMapper.shared().readTree(in);
    }
  }

  /** All properties of an answer are described, and those that must be there are. */
  static void assertDescribed(JsonNode answer, String schema) throws IOException {
    JsonNode described = document().path("components").path("schemas").path(schema);
    assertThat(described.path("properties").propertyNames()).containsAll(answer.propertyNames());
    described
        .path("required")
        .forEach(name -> assertThat(answer.has(name.asString())).as(name.asString()).isTrue());
  }

  private Described() {}
}
