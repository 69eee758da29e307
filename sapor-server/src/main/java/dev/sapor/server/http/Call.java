package dev.sapor.server.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request on its way: its parts, decoded, and the time until which it is to be answered.
 *
 * <p>What a handler takes out by name is checked here, so that every route says the same of the
 * same fault.
 */
public final class Call {

  private final String method;
  private final List<String> path;
  private final Map<String, String> rawQuery;
  private final Map<String, String> headers;
  private final Body body;
  private final long deadlineNanos;
  private Map<String, String> parameters = Map.of();

  /** The body of a request, read when it is first asked for. */
  @FunctionalInterface
  interface Body {
    /**
     * Its bytes; the same ones at each call.
     *
     * @throws ProblemException if it is longer than {@link Json#MAX_BYTES}
     */
    byte[] read();
  }

  /**
   * A request as it came.
   *
   * @param rawPath the path as it came, percent-encoded
   * @param rawQuery the query as it came; empty where there is none
   * @param headers by their names in lower case
   * @throws ProblemException if path or query cannot be decoded
   */
  Call(
      String method,
      String rawPath,
      String rawQuery,
      Map<String, String> headers,
      Body body,
      Duration patience) {
    this.method = method;
    this.path = segments(rawPath);
    this.rawQuery = parameters(rawQuery);
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.deadlineNanos = System.nanoTime() + patience.toNanos();
  }

  private static List<String> segments(String rawPath) {
    if (!rawPath.startsWith("/")) {
      throw ProblemException.badRequest("the path must begin with /");
    }
    return rawPath.equals("/")
        ? List.of()
        : List.of(rawPath.substring(1).split("/", -1)).stream()
            .map(segment -> PercentCoding.decode(segment, false))
            .toList();
  }

  private static Map<String, String> parameters(String rawQuery) {
    Map<String, String> parameters = new HashMap<>();
    if (!rawQuery.isEmpty()) {
      for (String part : rawQuery.split("&", -1)) {
        int equals = part.indexOf('=');
        String name = PercentCoding.decode(equals < 0 ? part : part.substring(0, equals), true);
        if (parameters.put(name, equals < 0 ? "" : part.substring(equals + 1)) != null) {
          throw ProblemException.badRequest("a query parameter is given twice");
        }
      }
    }
    return Map.copyOf(parameters);
  }

  String method() {
    return method;
  }

  List<String> path() {
    return path;
  }

  void bind(Map<String, String> pathParameters) {
    parameters = pathParameters;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A parameter of the path. */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter " + name);
    }
    return value;
  }

  /**
   * Refuses query parameters that a route does not know.
   *
   * @throws ProblemException if there is one
   */
  public void allowQuery(String... names) {
    if (!Set.of(names).containsAll(rawQuery.keySet())) {
      throw ProblemException.badRequest(
          names.length == 0
              ? "this path takes no query"
              : "unknown query parameter; this path takes " + String.join(", ", names));
    }
  }

  /** A parameter of the query. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(rawQuery.get(name)).map(raw -> PercentCoding.decode(raw, true));
  }

  /** A list in the query, with commas between; a comma within is written {@code %2C}. */
  public List<String> queryList(String name) {
    String raw = rawQuery.getOrDefault(name, "");
    return raw.isEmpty()
        ? List.of()
        : List.of(raw.split(",", -1)).stream()
            .map(part -> PercentCoding.decode(part, true))
            .toList();
  }

  /**
   * A whole number in the query.
   *
   * @throws ProblemException if it is not one, or out of its bounds
   */
  public int query(String name, int least, int greatest, int otherwise) {
    String text = rawQuery.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= greatest) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw ProblemException.badRequest(
        "%s must be a whole number from %s to %s".formatted(name, least, greatest));
  }

  /**
   * Waits until the body is there.
   *
   * @throws ProblemException if it is too long or cannot be read
   */
  void receive() {
    body.read();
  }

  /**
   * The body, an object in JSON.
   *
   * @param names what it may hold
   * @throws ProblemException if it is anything else
   */
  public JsonNode body(String... names) {
    String type = headers.getOrDefault("content-type", "");
    String media = type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
    if (!media.strip().equalsIgnoreCase("application/json")) {
      throw ProblemException.unsupportedType("the body must be application/json");
    }
    JsonNode json = Json.read(body.read());
    checkNames(json, names);
    return json;
  }

  /**
   * Refuses whatever is not an object of known names.
   *
   * @throws ProblemException if it is not
   */
  public static void checkNames(@Nullable JsonNode json, String... names) {
    if (json == null || !json.isObject()) {
      throw ProblemException.badRequest("an object is expected");
    }
    if (!Set.of(names).containsAll(json.propertyNames())) {
      throw ProblemException.badRequest("unknown property; known are " + String.join(", ", names));
    }
  }

  /**
   * Ends the call if its time is over.
   *
   * @throws ProblemException if so
   */
  public void checkTime() {
    if (System.nanoTime() - deadlineNanos > 0) {
      throw ProblemException.unavailable("the deadline of the request has passed");
    }
  }

  long nanosLeft() {
    return deadlineNanos - System.nanoTime();
  }
}
