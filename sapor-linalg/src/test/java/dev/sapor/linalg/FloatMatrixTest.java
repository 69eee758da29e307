package dev.sapor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatMatrixTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 4098})
  void rowsAreAlignedAndPaddedWithZeros(int columns) {
    FloatMatrix matrix = FloatMatrix.zeros(3, columns);
    float[] row = new float[columns];
    Arrays.fill(row, Float.MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      matrix.setRow(i, row);
    }

    assertThat(matrix.stride()).isEqualTo((columns + 15) / 16 * 16);
    assertThat(matrix.segment().address() % 64).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(matrix.rowOffset(i) % 64).isZero();
      for (int f = 0; f < matrix.stride(); f++) {
        float expected = f < columns ? Float.MAX_VALUE : 0;
        assertThat(matrix.segment().get(NativeLayouts.FLOAT, matrix.rowOffset(i) + 4L * f))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void paddingStaysZeroWhenRowsAreCopiedBetweenMatrices() {
    FloatMatrix source = FloatMatrix.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    FloatMatrix target = FloatMatrix.zeros(2, 3);
    target.setRow(1, source, 0);
    // A longer array than the row is wide: the rest must not reach the padding.
    target.setRow(0, new float[] {7, 8, 9, 10, 11});

    assertThat(target.toArrays()).isDeepEqualTo(new float[][] {{7, 8, 9}, {1, 2, 3}});
    for (int f = 3; f < 16; f++) {
      assertThat(target.segment().get(NativeLayouts.FLOAT, 4L * f)).isZero();
    }
  }

  @Test
  void elementsAndRowsAreReadAsWritten() {
    FloatMatrix matrix = FloatMatrix.zeros(4, 17);
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 17; column++) {
        matrix.set(row, column, 100 * row + column);
      }
    }
    for (int row = 0; row < 4; row++) {
      float[] values = matrix.row(row);
      assertThat(values).hasSize(17);
      for (int column = 0; column < 17; column++) {
        assertThat(matrix.get(row, column)).isEqualTo(100 * row + column);
        assertThat(values[column]).isEqualTo(100 * row + column);
      }
    }
    assertThat(FloatMatrix.of(matrix.toArrays()).toArrays()).isDeepEqualTo(matrix.toArrays());
  }

  @Test
  void copyIsIndependent() {
    FloatMatrix matrix = FloatMatrix.of(new float[][] {{1, 2}, {3, 4}});
    FloatMatrix copy = matrix.copy();
    matrix.set(1, 1, 5);

    assertThat(copy.toArrays()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 5", "5, 0"})
  void emptyShapesWork(int rows, int columns) {
    FloatMatrix matrix = FloatMatrix.zeros(rows, columns);

    assertThat(matrix.copy().toArrays()).hasDimensions(rows, columns);
    assertThat(matrix.isFinite()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void everyNonFiniteElementIsFound(float value) {
    for (int column = 0; column < 33; column++) {
      FloatMatrix matrix = FloatMatrix.zeros(2, 33);
      matrix.setRow(0, largest(33));
      matrix.setRow(1, largest(33));
      assertThat(matrix.isFinite()).isTrue();
      matrix.set(1, column, value);
      assertThat(matrix.isFinite()).isFalse();
    }
  }

  private static float[] largest(int length) {
    float[] row = new float[length];
    for (int i = 0; i < length; i++) {
      row[i] = (i % 2 == 0 ? 1 : -1) * Float.MAX_VALUE;
    }
    return row;
  }

  @Test
  void whatIsOutsideIsRefused() {
    FloatMatrix matrix = FloatMatrix.zeros(2, 3);
    assertThatThrownBy(() -> matrix.get(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.set(-1, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.row(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.setRow(0, new float[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row needs 3 values (got 2)");
    assertThatThrownBy(() -> matrix.setRow(0, FloatMatrix.zeros(1, 4), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row needs 3 values (got 4)");
    assertThatThrownBy(() -> FloatMatrix.zeros(-1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows and columns must not be negative (got -1 x 3)");
    assertThatThrownBy(() -> FloatMatrix.of(new float[][] {{1, 2}, {3, 4, 5}}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesOfAShapeAreCountedBeyondTwoToThe31() {
    assertThat(FloatMatrix.bytesFor(10, 16)).isEqualTo(640);
    assertThat(FloatMatrix.bytesFor(10, 17)).isEqualTo(1280);
    assertThat(FloatMatrix.bytesFor(162_541, 4098)).isEqualTo(162_541L * 4112 * 4);
    assertThat(FloatMatrix.bytesFor(Integer.MAX_VALUE, 256))
        .isEqualTo(Integer.MAX_VALUE * 1024L)
        .isGreaterThan(1L << 40);
  }

  @Test
  void widestShapesAreCountedOrRefusedButNeverWrapAround() {
    int widest = Integer.MAX_VALUE - 15;
    assertThat(FloatMatrix.strideFor(widest)).isEqualTo(widest);
    assertThatThrownBy(() -> FloatMatrix.strideFor(Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FloatMatrix.zeros(1, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Takes over 8 GiB: -Dsapor.test.large=true, JAVA_TOOL_OPTIONS=-XX:MaxDirectMemorySize=10g. */
  @Test
  void elementsBeyondTwoToThe31AreAddressed() {
    long bytes = FloatMatrix.bytesFor((1 << 27) + 2, 16);
    assumeTrue(Boolean.getBoolean("sapor.test.large"), "set -Dsapor.test.large=true (9 GiB)");
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    assumeTrue(machine.getFreeMemorySize() > 1.2 * bytes, "not enough free memory");
    FloatMatrix matrix = FloatMatrix.zeros((1 << 27) + 2, 16);
    int last = (1 << 27) + 1;
    matrix.set(last, 15, 7);
    matrix.set(1, 15, 3);

    assertThat(matrix.get(last, 15)).isEqualTo(7);
    assertThat(matrix.get(1, 15)).isEqualTo(3);
    assertThat(matrix.row(last)).endsWith(7);
    assertThat(matrix.rowOffset(last)).isEqualTo(bytes - 64).isGreaterThan(1L << 33);
  }
}
