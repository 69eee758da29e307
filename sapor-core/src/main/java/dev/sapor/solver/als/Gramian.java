package dev.sapor.solver.als;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;

/**
 * The Gram matrix XᵀX of the rows of a matrix. Rows are summed in parts whose length comes from the
 * number of rows alone, and the parts added in order: the same bits for any number of threads.
 */
final class Gramian {

  private static final int LEAST_PART = 1024;
  private static final int MOST_PARTS = 64;

  static NormalEquations of(FloatMatrix rows, Parallel parallel) {
    int length = partLength(rows.rows());
    NormalEquations[] parts = new NormalEquations[Math.ceilDiv(rows.rows(), length)];
    parallel.ranges(
        rows.rows(),
        length,
        (from, to) -> {
          NormalEquations part = Kernels.get().normalEquations(rows.columns(), false);
          part.addAll(rows, from, to);
          parts[from / length] = part;
        });
    NormalEquations sum = Kernels.get().normalEquations(rows.columns(), false);
    for (NormalEquations part : parts) {
      sum.addScaledMatrix(1, part);
    }
    return sum;
  }

  private static int partLength(int rows) {
    return Math.max(LEAST_PART, Math.ceilDiv(rows, MOST_PARTS));
  }

  static long memoryBytes(int rows, int factors) {
    return (1L + Math.ceilDiv(rows, partLength(rows))) * factors * factors * Float.BYTES;
  }

  private Gramian() {}
}
