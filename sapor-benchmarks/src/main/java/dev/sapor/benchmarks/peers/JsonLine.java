package dev.sapor.benchmarks.peers;

/** One event as a line of JSON: names and texts here need no escapes. */
final class JsonLine {

  private final StringBuilder text = new StringBuilder();

  JsonLine(String event) {
    text.append("{\"event\": \"").append(event).append('"');
  }

  JsonLine with(String name, double value) {
    text.append(", \"").append(name).append("\": ").append(value);
    return this;
  }

  JsonLine with(String name, long value) {
    text.append(", \"").append(name).append("\": ").append(value);
    return this;
  }

  JsonLine with(String name, String value) {
    text.append(", \"").append(name).append("\": \"").append(value).append('"');
    return this;
  }

  /** Prints the line on standard output. */
  void print() {
    System.out.println(text.append('}'));
  }
}
