package dev.sapor.solver.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.FloatMatrix;

/** Compares the first step of a run with gradients that are known. */
final class GradientCheck {

  static double[][] doubles(FloatMatrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int f = 0; f < matrix.columns(); f++) {
        rows[row][f] = matrix.get(row, f);
      }
    }
    return rows;
  }

  /**
   * After one step from no memory the mean square is a thousandth of the squared gradient, and the
   * row went the other way.
   */
  static void assertGradient(
      double[][] expected, FloatMatrix squares, FloatMatrix before, FloatMatrix after) {
    double greatest = 0;
    for (double[] row : expected) {
      for (double value : row) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    for (int row = 0; row < expected.length; row++) {
      double along = 0;
      double size = 0;
      for (int f = 0; f < expected[row].length; f++) {
        double gradient = Math.sqrt(squares.get(row, f) / (1 - MovedRows.SQUARE_DECAY));
        assertThat(gradient)
            .as("row %d, factor %d", row, f)
            .isCloseTo(Math.abs(expected[row][f]), within(1e-4 * greatest));
        along += expected[row][f] * (after.get(row, f) - before.get(row, f));
        size += expected[row][f] * expected[row][f];
      }
      assertThat(along).as("row %d", row).isLessThanOrEqualTo(0);
      if (size > 1e-6 * greatest * greatest) {
        assertThat(along).as("row %d", row).isNegative();
      }
    }
  }

  private GradientCheck() {}
}
