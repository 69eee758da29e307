package dev.sapor.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Errors of predicted ratings over all test interactions, those of cold users and items included.
 * Intervals are for other users drawn alike.
 *
 * @param count test interactions, at least 1
 * @param figures metrics by key, in the order of the protocol
 */
public record RatingEvaluation(long count, Map<String, Figure> figures) {

  public RatingEvaluation {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** The value of a metric by its key, where the protocol has it. */
  public OptionalDouble figure(String key) {
    Figure figure = figures.get(key);
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure.value());
  }
}
