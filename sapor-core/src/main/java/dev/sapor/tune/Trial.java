package dev.sapor.tune;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parameters to be tried. What is not named has its default.
 *
 * @param number from 0, which is the defaults of the algorithm
 * @param parameters by name, as texts
 */
public record Trial(int number, SortedMap<String, String> parameters) {

  public Trial {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** The defaults of the algorithm. */
  public static Trial defaults() {
    return new Trial(0, new TreeMap<>());
  }
}
