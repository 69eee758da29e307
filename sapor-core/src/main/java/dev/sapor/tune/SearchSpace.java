package dev.sapor.tune;

import dev.sapor.linalg.RandomStream;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The parameters that are looked for and their ranges. Parameters have the names of the options of
 * {@code sapor train} without the dashes, as in a training record.
 *
 * @param ranges by name of the parameter
 */
public record SearchSpace(SortedMap<String, ParameterRange> ranges) {

  private static final String OF_RATINGS =
      "factors=8|16|32|64,regularization=0.03..3:log,nu=0.5..1,kappa=0..10,bias-kappa=0.5..15:log";

  // The one home of built-in ranges: around the defaults, as wide as sound values reach on public
  // data of different size.
  private static final Map<String, String> BUILT_IN =
      Map.of(
          "als",
          OF_RATINGS,
          "sgd",
          OF_RATINGS + ",learning-rate=0.01..0.2:log",
          "svdpp",
          OF_RATINGS + ",learning-rate=0.01..0.1:log,implicit-regularization=0.002..0.2:log",
          "bayes",
          "factors=8|16|32|64",
          "gradient-descent",
          OF_RATINGS,
          "implicit-als",
          "factors=32|64|128,regularization=0.0005..0.1:log,alpha0=0.01..1:log",
          "bpr",
          "factors=32|64|128,regularization=0.001..0.1:log,learning-rate=0.002..0.05:log",
          "softmax",
          "factors=32|64|128,temperature=0.05..0.3:log,bilateral=1..1.4,learning-rate=0.003..0.03:log");

  /**
   * @throws IllegalArgumentException if there is no parameter
   */
  public SearchSpace {
    ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("ranges: no parameter is given");
    }
  }

  /**
   * The built-in ranges of an algorithm.
   *
   * @throws IllegalArgumentException if there are none for it
   */
  public static SearchSpace of(String algorithm) {
    String text = BUILT_IN.get(algorithm);
    if (text == null) {
      throw new IllegalArgumentException("there are no ranges for the algorithm " + algorithm);
    }
    return parse(text);
  }

  /**
   * Reads {@code regularization=0.001..1:log,factors=8|16|32,kappa=0..10}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static SearchSpace parse(String text) {
    SortedMap<String, ParameterRange> ranges = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("ranges: expected name=range (got '" + part + "')");
      }
      String name = part.substring(0, equals).strip();
      try {
        if (ranges.put(name, ParameterRange.parse(part.substring(equals + 1).strip())) != null) {
          throw new IllegalArgumentException("it is given twice");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("ranges: " + name + ": " + e.getMessage(), e);
      }
    }
    return new SearchSpace(ranges);
  }

  /** This space with the parameters of another in place of or beside its own. */
  public SearchSpace with(SearchSpace other) {
    SortedMap<String, ParameterRange> all = new TreeMap<>(ranges);
    all.putAll(other.ranges);
    return new SearchSpace(all);
  }

  /**
   * The parameters of a trial. Each has a random stream of its own, so it does not depend on which
   * others are looked for.
   */
  public SortedMap<String, String> draw(long seed, int trial) {
    SortedMap<String, String> values = new TreeMap<>();
    ranges.forEach((name, range) ->
        values.put(name, range.draw(RandomStream.of(seed, "trial " + name, trial))));
    return values;
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return ranges.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
