package dev.sapor.solver;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Factors;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a run needs to go on with the same bits. Random numbers are not part of it: streams are
 * opened by seed and epoch.
 *
 * @param epoch epochs done
 * @param factors the factors after them
 * @param memory what else the solver carries from epoch to epoch, by name, such as the velocity of
 *     a momentum method
 */
public record RunState(int epoch, Factors factors, SortedMap<String, FloatMatrix> memory) {

  /**
   * @throws IllegalArgumentException if the epoch is negative
   */
  public RunState {
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch must be at least 0 (got " + epoch + ")");
    }
    memory = Collections.unmodifiableSortedMap(new TreeMap<>(memory));
  }

  /** The state in which a run with given factors starts. */
  public static RunState startingFrom(Factors factors) {
    return new RunState(0, factors, new TreeMap<>());
  }
}
