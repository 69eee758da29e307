package dev.sapor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.testing.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricMatrixTest {

  private static final long SEED = Seeds.printed("SymmetricMatrixTest", 11);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 31, 127, 128, 129, 131, 256, 300})
  void theInverseIsThatOfNaiveElimination(int size) {
    double[][] a = positiveDefinite(size, SEED + size);
    SymmetricMatrix matrix = of(a);
    invert(matrix, 2);
    double[][] expected = naiveInverse(a);
    for (int i = 0; i < size; i++) {
      double[] row = new double[size];
      matrix.copyRow(i, row);
      for (int j = 0; j < size; j++) {
        assertThat(row[j]).as("%d, %d", i, j).isCloseTo(expected[i][j], within(1e-10));
        assertThat(matrix.get(j, i)).isEqualTo(row[j]);
      }
    }
  }

  @Test
  void theBitsDoNotDependOnTheNumberOfThreads() {
    double[][] a = positiveDefinite(401, SEED);
    SymmetricMatrix expected = of(a);
    invert(expected, 1);
    for (int threads : new int[] {2, 3, 7}) {
      SymmetricMatrix matrix = of(a);
      invert(matrix, threads);
      for (int i = 0; i < 401; i++) {
        for (int j = 0; j < 401; j++) {
          assertThat(matrix.get(i, j)).isEqualTo(expected.get(i, j));
        }
      }
    }
  }

  @Test
  void invertingTwiceGivesTheMatrixBack() {
    double[][] a = positiveDefinite(203, SEED);
    SymmetricMatrix matrix = of(a);
    invert(matrix, 2);
    invert(matrix, 2);
    for (int i = 0; i < 203; i++) {
      for (int j = 0; j < 203; j++) {
        assertThat(matrix.get(i, j)).isCloseTo(a[i][j], within(1e-8));
      }
    }
  }

  @Test
  void whatIsNotPositiveDefiniteIsRefused() {
    SymmetricMatrix indefinite = SymmetricMatrix.zeros(150);
    indefinite.addToDiagonal(1);
    indefinite.set(3, 140, 2);
    assertThatThrownBy(() -> invert(indefinite, 2))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("not positive definite and finite (pivot 140 is -3.0)");
    assertThatThrownBy(() -> invert(SymmetricMatrix.zeros(2), 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("pivot 0 is 0.0");
    SymmetricMatrix notFinite = SymmetricMatrix.zeros(2);
    notFinite.set(1, 1, Double.NaN);
    notFinite.set(0, 0, 1);
    assertThatThrownBy(() -> invert(notFinite, 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("pivot 1 is NaN");
  }

  @Test
  void theEmptyMatrixIsItsOwnInverse() {
    SymmetricMatrix empty = SymmetricMatrix.zeros(0);
    invert(empty, 2);
    assertThat(empty.size()).isZero();
    assertThat(SymmetricMatrix.memoryBytes(0)).isZero();
  }

  @Test
  void aRowIsStoredWithItsMirror() {
    SymmetricMatrix matrix = SymmetricMatrix.zeros(140);
    double[] row = new double[140];
    for (int j = 0; j < 140; j++) {
      row[j] = j + 1;
    }
    matrix.setRow(135, row);
    assertThat(matrix.get(135, 2)).isEqualTo(3);
    assertThat(matrix.get(2, 135)).isEqualTo(3);
    assertThat(matrix.get(130, 135)).isEqualTo(131);
    assertThat(matrix.get(135, 135)).isEqualTo(136);
    assertThat(matrix.get(136, 135)).as("beyond the diagonal").isZero();
    double[] copy = new double[140];
    matrix.copyRow(130, copy);
    assertThat(copy[135]).isEqualTo(131);
    matrix.addToDiagonal(2);
    assertThat(matrix.get(135, 135)).isEqualTo(138);
  }

  @Test
  void badArgumentsAreRefused() {
    assertThatThrownBy(() -> SymmetricMatrix.zeros(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    SymmetricMatrix matrix = SymmetricMatrix.zeros(3);
    assertThatThrownBy(() -> matrix.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.set(-1, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.setRow(2, new double[2]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.copyRow(0, new double[2]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theMemoryIsAboutHalfOfTheSquare() {
    assertThat(SymmetricMatrix.memoryBytes(1000)).isBetween(4_000_000L, 4_800_000L);
    assertThat(SymmetricMatrix.memoryBytes(30_000)).isBetween(3_600_000_000L, 3_800_000_000L);
  }

  private static void invert(SymmetricMatrix matrix, int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      matrix.invert(parallel);
    }
  }

  private static SymmetricMatrix of(double[][] a) {
    SymmetricMatrix matrix = SymmetricMatrix.zeros(a.length);
    for (int i = 0; i < a.length; i++) {
      matrix.setRow(i, a[i]);
    }
    return matrix;
  }

  /** G Gᵀ / n + 0.1 I. */
  private static double[][] positiveDefinite(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] g = new double[size][size];
    for (double[] row : g) {
      for (int j = 0; j < size; j++) {
        row[j] = random.nextDouble() - 0.5;
      }
    }
    double[][] a = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          a[i][j] += g[i][k] * g[j][k] / size;
        }
      }
      a[i][i] += 0.1;
    }
    return a;
  }

  /** Gauss-Jordan elimination with the greatest pivot of each column. */
  private static double[][] naiveInverse(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix[i], 0, a[i], 0, n);
      a[i][n + i] = 1;
    }
    for (int k = 0; k < n; k++) {
      int best = k;
      for (int i = k + 1; i < n; i++) {
        best = Math.abs(a[i][k]) > Math.abs(a[best][k]) ? i : best;
      }
      double[] row = a[best];
      a[best] = a[k];
      a[k] = row;
      double pivot = row[k];
      for (int j = 0; j < 2 * n; j++) {
        row[j] /= pivot;
      }
      for (int i = 0; i < n; i++) {
        double factor = a[i][k];
        for (int j = 0; i != k && j < 2 * n; j++) {
          a[i][j] -= factor * row[j];
        }
      }
    }
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      inverse[i] = Arrays.copyOfRange(a[i], n, 2 * n);
    }
    return inverse;
  }
}
