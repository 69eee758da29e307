package dev.sapor.server.http;

import java.util.Map;

/** A call that ends in a problem (RFC 9457), told to the caller without internals. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String title;

  @SuppressWarnings("serial") // never serialized
  private final Map<String, String> headers;

  private ProblemException(int status, String title, String detail, Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.headers = headers;
  }

  /** The request is wrong: a parameter, the body. */
  public static ProblemException badRequest(String detail) {
    return new ProblemException(400, "Bad request", detail, Map.of());
  }

  /** There is no such thing. */
  public static ProblemException notFound(String detail) {
    return new ProblemException(404, "Not found", detail, Map.of());
  }

  /** The request does not go with what is there. */
  public static ProblemException conflict(String detail) {
    return new ProblemException(409, "Conflict", detail, Map.of());
  }

  /** The request is sound, and what it names cannot be served. */
  public static ProblemException unprocessable(String detail) {
    return new ProblemException(422, "Unprocessable", detail, Map.of());
  }

  /** Not now. */
  public static ProblemException unavailable(String detail) {
    return new ProblemException(503, "Unavailable", detail, Map.of("Retry-After", "1"));
  }

  static ProblemException unauthorized(String detail) {
    Map<String, String> challenge = Map.of("WWW-Authenticate", "Bearer realm=\"sapor\"");
    return new ProblemException(401, "Unauthorized", detail, challenge);
  }

  static ProblemException forbidden(String detail) {
    return new ProblemException(403, "Forbidden", detail, Map.of());
  }

  static ProblemException notAllowed(String allowed) {
    return new ProblemException(
        405, "Method not allowed", "this path answers " + allowed, Map.of("Allow", allowed));
  }

  static ProblemException tooLarge(String detail) {
    return new ProblemException(413, "Too large", detail, Map.of());
  }

  static ProblemException unsupportedType(String detail) {
    return new ProblemException(415, "Unsupported media type", detail, Map.of());
  }

  static ProblemException internal() {
    return new ProblemException(500, "Internal error", "something went wrong here", Map.of());
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  Answer answer() {
    return of(status, title, String.valueOf(getMessage())).withHeaders(headers);
  }

  static Answer of(int status, String title, String detail) {
    var json = Json.object();
    json.put("type", "about:blank");
    json.put("title", title);
    json.put("status", status);
    json.put("detail", detail);
    return new Answer(status, "application/problem+json", Json.bytes(json), Map.of());
  }
}
