package dev.sapor.model.npy;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a JSON object (RFC 8259) for the numbers among its members: the whole text must be valid,
 * and what else it holds is passed over.
 */
final class JsonNumbers {

  private static final int MAX_DEPTH = 32;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
  private static final Pattern ESCAPE = Pattern.compile("[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}");
  private static final Pattern LITERAL = Pattern.compile("true|false|null");
  private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*+");

  private final Map<String, Double> numbers = new HashMap<>();
  private final String text;
  private int at;

  private JsonNumbers(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if the text is not a JSON object
   */
  static JsonNumbers parse(String text) {
    JsonNumbers json = new JsonNumbers(text);
    json.take(SPACE);
    if (!text.startsWith("{", json.at)) {
      throw json.unexpected("an object");
    }
    json.object(1);
    json.take(SPACE);
    if (json.at < text.length()) {
      throw json.unexpected("the end");
    }
    return json;
  }

  /** The number of a member of this name; empty where there is none. */
  OptionalDouble number(String name) {
    Double number = numbers.get(name);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private void object(int depth) {
    open(depth);
    boolean more = !closes('}');
    while (more) {
      String name = string();
      take(SPACE);
      if (name.isEmpty() || !takes(':')) {
        throw unexpected("a name and a colon");
      }
      take(SPACE);
      int start = at;
      value(depth);
      if (depth == 1 && NUMBER.matcher(text).region(start, at).matches()) {
        numbers.put(
            name.substring(1, name.length() - 1), Double.valueOf(text.substring(start, at)));
      }
      more = continues('}');
    }
  }

  private void array(int depth) {
    open(depth);
    boolean more = !closes(']');
    while (more) {
      value(depth);
      more = continues(']');
    }
  }

  private void open(int depth) {
    if (depth > MAX_DEPTH) {
      throw unexpected("no more than " + MAX_DEPTH + " levels");
    }
    at++;
    take(SPACE);
  }

  private void value(int depth) {
    if (text.startsWith("{", at)) {
      object(depth + 1);
    } else if (text.startsWith("[", at)) {
      array(depth + 1);
    } else if (string().isEmpty() && take(NUMBER).isEmpty() && take(LITERAL).isEmpty()) {
      throw unexpected("a value");
    }
  }

  /** After a member: whether another one follows. */
  private boolean continues(char end) {
    take(SPACE);
    boolean more = takes(',');
    take(SPACE);
    if (!more && !takes(end)) {
      throw unexpected("a comma or '" + end + "'");
    }
    return more;
  }

  private boolean closes(char end) {
    take(SPACE);
    return takes(end);
  }

  private boolean takes(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  /** A string with its quotes, or nothing if there is none here. */
  private String string() {
    int start = at;
    if (!takes('"')) {
      return "";
    }
    while (!takes('"')) {
      if (at == text.length() || text.charAt(at) < ' ') {
        throw unexpected("a character of a string");
      }
      if (!takes('\\')) {
        at++;
      } else if (take(ESCAPE).isEmpty()) {
        throw unexpected("an escape");
      }
    }
    return text.substring(start, at);
  }

  private String take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    at = matcher.end();
    return matcher.group();
  }

  private IllegalArgumentException unexpected(String expected) {
    return new IllegalArgumentException(
        "not JSON at character %s: expected %s".formatted(at + 1, expected));
  }
}
