package dev.sapor.solver.bayes;

import dev.sapor.linalg.FloatMatrix;
import java.util.SortedMap;

/** What a checkpoint holds beside the factors. */
final class Memory {

  /**
   * @throws IllegalArgumentException if it is not there
   */
  static FloatMatrix get(SortedMap<String, FloatMatrix> memory, String name) {
    FloatMatrix found = memory.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the state lacks '" + name + "'");
    }
    return found;
  }

  private Memory() {}
}
