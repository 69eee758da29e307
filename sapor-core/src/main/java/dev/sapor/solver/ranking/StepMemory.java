package dev.sapor.solver.ranking;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.RootStep;
import dev.sapor.solver.RunState;
import java.util.SortedMap;

/** The mean squares of gradients, as a run remembers them. */
final class StepMemory {

  static final String SQUARES = " gradient squares";

  /** Rows with their squares, which are zeros at the start. */
  static RootStep of(RunState state, String side, FloatMatrix parameters) {
    FloatMatrix squares = state.memory().get(side + SQUARES);
    return new RootStep(
        parameters,
        squares == null
            ? FloatMatrix.zeros(parameters.rows(), parameters.columns())
            : squares.copy());
  }

  static void put(SortedMap<String, FloatMatrix> memory, String side, RootStep state) {
    memory.put(side + SQUARES, state.squares().copy());
  }

  private StepMemory() {}
}
