package dev.sapor.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Seconds of the parts of a run, one after the other. */
final class Stopwatch {

  static final String LOAD = "load";
  static final String TRAIN = "train";
  static final String EVALUATE = "evaluate";
  static final String SAVE = "save";

  private final Map<String, Double> laps = new LinkedHashMap<>();
  private long since = System.nanoTime();

  /** Ends a part that began at the end of the last one. */
  void lap(String part) {
    long now = System.nanoTime();
    laps.merge(part, (now - since) * 1e-9, Double::sum);
    since = now;
  }

  /** Seconds of a part. */
  double seconds(String part) {
    return laps.getOrDefault(part, 0.0);
  }

  /** {@code {part: seconds, …}}. */
  ObjectNode json() {
    ObjectNode json = Json.object();
    laps.forEach((part, seconds) -> json.put(part, Math.round(seconds * 1e3) / 1e3));
    return json;
  }
}
