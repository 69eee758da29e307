package dev.sapor.solver.als;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.kernel.NormalEquations;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Solves new rows of one side, with the other side as it stands. Safe for use by several threads.
 */
final class RowFold {

  private final @Nullable RowEquations equations;
  private final int others;
  private final String other;
  private final Queue<NormalEquations> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param equations what they are solved by; null if something else solves them
   * @param others rows of the other side
   * @param other what one of them is called
   */
  RowFold(@Nullable RowEquations equations, int others, String other) {
    this.equations = equations;
    this.others = others;
    this.other = other;
  }

  /** Whether these rows are solved by one regression. */
  boolean isRegression() {
    return equations != null;
  }

  /**
   * @throws IllegalStateException if something else solves the rows
   */
  RowEquations equations() {
    if (equations == null) {
      throw new IllegalStateException("these rows are not solved by one regression");
    }
    return equations;
  }

  /** A row that was solved. */
  record Solved(FloatMatrix factors, float bias) {}

  Solved solve(CsrMatrix history) {
    RowEquations equations = equations();
    FloatMatrix factors = FloatMatrix.zeros(1, equations.factors());
    int count = history.count(0);
    if (count == 0) {
      return new Solved(factors, 0);
    }
    NormalEquations waiting = idle.poll();
    NormalEquations workspace = waiting == null ? equations.workspace() : waiting;
    equations.set(history, 0, workspace, new float[count], new float[count]);
    float bias = workspace.solve(factors, 0);
    idle.add(workspace);
    return new Solved(factors, bias);
  }

  /**
   * One row, its entries in their order.
   *
   * @throws IllegalArgumentException if one is named twice, the lengths differ or a value is not
   *     finite
   * @throws IndexOutOfBoundsException if there is no such row of the other side
   */
  CsrMatrix history(int[] indices, float[] values) {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          "%s %ss and %s values".formatted(indices.length, other, values.length));
    }
    int[] order =
        IntStream.range(0, indices.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(indices[a], indices[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] sorted = new int[indices.length];
    float[] sortedValues = new float[indices.length];
    for (int k = 0; k < order.length; k++) {
      sorted[k] = Objects.checkIndex(indices[order[k]], others);
      sortedValues[k] = values[order[k]];
      if (!Float.isFinite(sortedValues[k])) {
        throw new IllegalArgumentException(
            "the value of %s %s is not finite".formatted(other, sorted[k]));
      }
      if (k > 0 && sorted[k] == sorted[k - 1]) {
        throw new IllegalArgumentException("%s %s is named twice".formatted(other, sorted[k]));
      }
    }
    return new CsrMatrix(
        others, new long[] {0, sorted.length}, IntColumn.of(sorted), FloatColumn.of(sortedValues));
  }
}
