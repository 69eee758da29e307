package dev.sapor.rankloss;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;

/** Rows of length 1, whose dot product is the cosine of the rows they come from. */
public final class UnitRows {

  private static final int GRAIN = 1024;

  /**
   * Writes a row, divided by its length, into a row of a target.
   *
   * @return 1 / length, or 0 for a row of zeros, which stays one
   */
  public static float put(FloatMatrix source, int row, FloatMatrix target, int targetRow) {
    float square = Kernels.get().dot(source, row, source, row);
    float inverse = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
    Kernels.get().combine(inverse, source, row, 0, target, targetRow);
    return inverse;
  }

  /** Divides a row by its length, where that is not 0. */
  public static void shorten(FloatMatrix matrix, int row) {
    float square = Kernels.get().dot(matrix, row, matrix, row);
    if (square > 0) {
      Kernels.get().combine(0, matrix, row, (float) (1 / Math.sqrt(square)), matrix, row);
    }
  }

  /** A copy with all rows of length 1. */
  public static FloatMatrix of(FloatMatrix source, Parallel parallel) {
    FloatMatrix target = FloatMatrix.zeros(source.rows(), source.columns());
    parallel.ranges(
        source.rows(),
        GRAIN,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            put(source, row, target, row);
          }
        });
    return target;
  }

  /**
   * Turns the gradient with respect to a row of length 1 into that with respect to the row it comes
   * from: (g − (g·x̂) x̂) / |x|.
   */
  public static void project(FloatMatrix gradients, int row, FloatMatrix unit, float inverse) {
    Kernels kernels = Kernels.get();
    float along = kernels.dot(gradients, row, unit, row);
    kernels.combine(-along * inverse, unit, row, inverse, gradients, row);
  }

  private UnitRows() {}
}
