package dev.sapor.solver.als;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;

/**
 * The Gram matrix XᵀX of the rows of a matrix, or XᵀY of the rows of two. Rows are summed in parts
 * whose length comes from the number of rows alone, and the parts added in order: the same bits for
 * any number of threads.
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

  /** Columns of the left side x columns of the right. */
  static FloatMatrix between(FloatMatrix left, FloatMatrix right, Parallel parallel) {
    int length = partLength(left.rows());
    FloatMatrix[] parts = new FloatMatrix[Math.ceilDiv(left.rows(), length)];
    parallel.ranges(
        left.rows(),
        length,
        (from, to) -> {
          FloatMatrix part = FloatMatrix.zeros(left.columns(), right.columns());
          Kernels.get().addOuterProducts(left, right, from, to, part);
          parts[from / length] = part;
        });
    FloatMatrix sum = FloatMatrix.zeros(left.columns(), right.columns());
    for (FloatMatrix part : parts) {
      for (int row = 0; row < sum.rows(); row++) {
        Kernels.get().combine(1, part, row, 1, sum, row);
      }
    }
    return sum;
  }

  private static int partLength(int rows) {
    return Math.max(LEAST_PART, Math.ceilDiv(rows, MOST_PARTS));
  }

  static long memoryBytes(int rows, int factors) {
    return memoryBytes(rows, factors, factors);
  }

  static long memoryBytes(int rows, int left, int right) {
    return (1L + Math.ceilDiv(rows, partLength(rows))) * left * right * Float.BYTES;
  }

  private Gramian() {}
}
