package dev.sapor.source;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much a row counts by the type of its event, such as {@code view=1,buy=5}. A row weighs the
 * weight of its event, times its value if it has one. Rows of weight 0 are left out and counted; an
 * event that is not declared is a bad row.
 *
 * @param weights for each event, as it is written in the data, a finite number of at least 0
 */
public record EventWeights(SortedMap<String, Float> weights) {

  /**
   * @throws IllegalArgumentException if there is no event, or a weight is negative or not finite
   */
  public EventWeights {
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("event weights: no event is given");
    }
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    weights.forEach((event, weight) -> {
      if (event.isEmpty() || !(weight >= 0) || Float.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "event weights: a weight is a number of at least 0 (got " + event + "=" + weight + ")");
      }
    });
  }

  /**
   * Reads {@code view=1,buy=5}.
   *
   * @throws IllegalArgumentException if the text has another form, or an event occurs twice
   */
  public static EventWeights parse(String text) {
    SortedMap<String, Float> weights = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "event weights: expected event=weight (got '" + part + "')");
      }
      String event = part.substring(0, equals).strip();
      if (weights.put(event, number(part, part.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("event weights: " + event + " is given twice");
      }
    }
    return new EventWeights(weights);
  }

  private static float number(String part, String text) {
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "event weights: expected event=weight (got '" + part + "')", e);
    }
  }

  /** What is wrong with a row of this event and value, or null. */
  @Nullable DataFault check(String event, float value) {
    if (event.isEmpty()) {
      return DataFault.EMPTY_VALUE;
    }
    if (!weights.containsKey(event)) {
      return DataFault.UNKNOWN_EVENT;
    }
    float weight = weight(event, value);
    if (weight < 0) {
      return DataFault.NEGATIVE_WEIGHT;
    }
    return Float.isFinite(weight) ? null : DataFault.NOT_FINITE;
  }

  /** The weight of a row of a declared event, whose value is 1 where it has none. */
  float weight(String event, float value) {
    return weights.getOrDefault(event, 0f) * value;
  }

  /** The form that {@link #parse} reads, events in order. */
  @Override
  public String toString() {
    return weights.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + plain(entry.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String plain(float weight) {
    String text = Float.toString(weight);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
