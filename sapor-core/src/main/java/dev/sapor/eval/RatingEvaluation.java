package dev.sapor.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Errors of predicted ratings over all test interactions, those of cold users and items included.
 *
 * @param count test interactions, at least 1
 * @param figures metrics by key, in the order of the protocol
 */
public record RatingEvaluation(long count, Map<String, Double> figures) {

  public RatingEvaluation {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** A metric by its key, where the protocol has it. */
  public OptionalDouble figure(String key) {
    Double value = figures.get(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
