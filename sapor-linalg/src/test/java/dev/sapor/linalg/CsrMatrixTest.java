package dev.sapor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.linalg.testing.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsrMatrixTest {

  private static final long SEED = Seeds.printed("CsrMatrixTest", 99);

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 30, 0.5", "30, 1, 0.5", "20, 30, 0.2", "20, 30, 0", "7, 5, 1"})
  void holdsWhatADenseMatrixHolds(int rows, int columns, double density) {
    float[][] dense = dense(rows, columns, density);
    CsrMatrix matrix = sparse(dense, columns);

    assertThat(matrix.rows()).isEqualTo(rows);
    assertThat(matrix.columns()).isEqualTo(columns);
    long count = 0;
    for (int i = 0; i < rows; i++) {
      assertThat(matrix.start(i)).isEqualTo(count);
      for (int j = 0; j < columns; j++) {
        long at = matrix.find(i, j);
        if (dense[i][j] == 0) {
          assertThat(at).isNegative();
        } else {
          assertThat(at).isEqualTo(count++);
          assertThat(matrix.column(at)).isEqualTo(j);
          assertThat(matrix.value(at)).isEqualTo(dense[i][j]);
        }
      }
      assertThat(matrix.end(i)).isEqualTo(count);
      assertThat((long) matrix.count(i)).isEqualTo(matrix.end(i) - matrix.start(i));
    }
    assertThat(matrix.nonZeros()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 30, 0.5", "30, 1, 0.5", "20, 30, 0.2", "20, 30, 0"})
  void transposeHoldsEveryEntryOnceAndTwiceGivesTheSame(int rows, int columns, double density) {
    float[][] dense = dense(rows, columns, density);
    CsrMatrix matrix = sparse(dense, columns);
    CsrMatrix transpose = matrix.transpose();

    float[][] turned = new float[columns][rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j][i] = dense[i][j];
      }
    }
    assertThat(toArrays(transpose)).isDeepEqualTo(turned);
    assertThat(toArrays(transpose.transpose())).isDeepEqualTo(dense);
    assertThat(transpose.nonZeros()).isEqualTo(matrix.nonZeros());
  }

  @Test
  void withValuesKeepsThePattern() {
    CsrMatrix matrix = sparse(new float[][] {{0, 1}, {2, 3}}, 2);
    CsrMatrix other = matrix.withValues(FloatColumn.of(7, 8, 9));

    assertThat(toArrays(other)).isDeepEqualTo(new float[][] {{0, 7}, {8, 9}});
    assertThat(toArrays(matrix)).isDeepEqualTo(new float[][] {{0, 1}, {2, 3}});
    refused(() -> matrix.withValues(FloatColumn.of(7, 8)), "expected 3 column indices and values");
  }

  @Test
  void storedZerosAreEntries() {
    CsrMatrix matrix = new CsrMatrix(2, new long[] {0, 1}, IntColumn.of(1), FloatColumn.of(0f));
    assertThat(matrix.find(0, 1)).isZero();
    assertThat(matrix.transpose().count(1)).isEqualTo(1);
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    refused(() -> csr(2, new long[] {}, 0), "offsets must start with 0");
    refused(() -> csr(2, new long[] {1, 2}, 0, 1), "offsets must start with 0");
    refused(() -> csr(2, new long[] {0, 2}, 0), "expected 2 column indices and values (got 1");
    refused(() -> csr(3, new long[] {0, 2, 1, 3}, 0, 1, 2), "offsets decrease at row 1");
    refused(() -> csr(3, new long[] {0, 2}, 1, 1), "column indices of row 0 must grow");
    refused(() -> csr(3, new long[] {0, 2}, 2, 1), "column indices of row 0 must grow");
    refused(() -> csr(3, new long[] {0, 1}, 3), "must grow and stay below 3 (got 3");
    refused(() -> csr(3, new long[] {0, 1}, -1), "must grow and stay below 3 (got -1");
    refused(() -> csr(-1, new long[] {0}), "columns must not be negative (got -1)");
  }

  private static void csr(int columns, long[] offsets, int... indices) {
    new CsrMatrix(columns, offsets, IntColumn.of(indices), FloatColumn.zeros(indices.length));
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static float[][] dense(int rows, int columns, double density) {
    RandomStream random = RandomStream.of(SEED, "dense", rows, columns);
    float[][] dense = new float[rows][columns];
    for (float[] row : dense) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextDouble() < density ? 1 + random.nextFloat() : 0;
      }
    }
    return dense;
  }

  private static CsrMatrix sparse(float[][] dense, int columns) {
    long[] offsets = new long[dense.length + 1];
    IntColumn indices = IntColumn.zeros((long) dense.length * columns);
    FloatColumn values = FloatColumn.zeros((long) dense.length * columns);
    int count = 0;
    for (int i = 0; i < dense.length; i++) {
      for (int j = 0; j < columns; j++) {
        if (dense[i][j] != 0) {
          indices.set(count, j);
          values.set(count++, dense[i][j]);
        }
      }
      offsets[i + 1] = count;
    }
    return new CsrMatrix(columns, offsets, indices.first(count), values.first(count));
  }

  private static float[][] toArrays(CsrMatrix matrix) {
    float[][] dense = new float[matrix.rows()][matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (long at = matrix.start(i); at < matrix.end(i); at++) {
        dense[i][matrix.column(at)] = matrix.value(at);
      }
    }
    return dense;
  }
}
