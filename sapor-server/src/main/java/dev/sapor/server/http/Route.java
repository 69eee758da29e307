package dev.sapor.server.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is answered at a path.
 *
 * @param method GET or POST; a GET answers HEAD too
 * @param template path whose segments in braces are parameters, such as {@code /v1/items/{id}}
 * @param scope what a token must allow
 * @param work whether answering takes the processor, so that it waits its turn
 * @param handler what answers
 */
public record Route(String method, String template, Scope scope, boolean work, Handler handler) {

  /** A question that takes the processor. */
  public static Route get(String template, Handler handler) {
    return new Route("GET", template, Scope.READ, true, handler);
  }

  /** A question with a body. */
  public static Route post(String template, Handler handler) {
    return new Route("POST", template, Scope.READ, true, handler);
  }

  /** The same for another scope. */
  public Route of(Scope other) {
    return new Route(method, template, other, work, handler);
  }

  /** The same without waiting for a turn. */
  public Route atOnce() {
    return new Route(method, template, scope, false, handler);
  }

  /** The parameters of a path, or nothing if it is another. */
  Optional<Map<String, String>> match(List<String> path) {
    List<String> parts = parts();
    if (parts.size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("{")) {
        if (path.get(i).isEmpty()) {
          return Optional.empty();
        }
        parameters.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private List<String> parts() {
    return template.equals("/") ? List.of() : List.of(template.substring(1).split("/", -1));
  }
}
