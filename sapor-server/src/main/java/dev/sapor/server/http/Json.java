package dev.sapor.server.http;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out. What comes in is bounded: size, depth, names said twice. */
public final class Json {

  /** Most bytes of a document. */
  public static final int MAX_BYTES = 1 << 20;

  /** Deepest nesting of a document. */
  static final int MAX_DEPTH = 32;

  private static final JsonMapper READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxDocumentLength(MAX_BYTES)
                          .maxNumberLength(100)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final JsonMapper WRITER = JsonMapper.shared();

  /** An object to be filled. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static byte[] bytes(JsonNode json) {
    return WRITER.writeValueAsBytes(json);
  }

  /**
   * Reads a document.
   *
   * @throws ProblemException if it is not one, or beyond the bounds
   */
  static JsonNode read(byte[] bytes) {
    try {
      JsonNode json = READER.readTree(bytes);
      if (json != null && !json.isMissingNode()) {
        return json;
      }
    } catch (JacksonException e) {
      // The message of the parser names classes and quotes the document: neither goes out.
      String at =
          e.getLocation() == null
              ? ""
              : " (line %s, column %s)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw ProblemException.badRequest("the body is not JSON, or nested too deep" + at);
    }
    throw ProblemException.badRequest("the body is empty; JSON is expected");
  }

  private Json() {}
}
