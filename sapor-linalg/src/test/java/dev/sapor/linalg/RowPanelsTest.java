package dev.sapor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowPanelsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 70})
  void panelsHoldRowsColumnByColumnThenTheOffsets(int rows) {
    FloatMatrix matrix = FloatMatrix.zeros(rows, 3);
    float[] offsets = new float[rows];
    for (int i = 0; i < rows; i++) {
      matrix.setRow(i, new float[] {10 * i + 1, 10 * i + 2, 10 * i + 3});
      offsets[i] = -i - 1;
    }
    RowPanels panels = RowPanels.of(matrix, offsets);
    assertThat(panels.rows()).isEqualTo(rows);
    assertThat(panels.panels()).isEqualTo((rows + 31) / 32);
    assertThat(panels.segment().address() % 64).isZero();
    for (int i = 0; i < 32 * panels.panels(); i++) {
      for (int f = 0; f < 4; f++) {
        float expected = i >= rows ? 0 : f == 3 ? offsets[i] : matrix.get(i, f);
        assertThat(at(panels, i, f)).as("row %d, column %d", i, f).isEqualTo(expected);
      }
    }
  }

  private static float at(RowPanels panels, int row, int column) {
    long at = panels.panelOffset(row / 32) + (column * 32L + row % 32) * Float.BYTES;
    return panels.segment().get(NativeLayouts.FLOAT, at);
  }

  @Test
  void bytesAreThoseOfWholePanels() {
    assertThat(RowPanels.bytesFor(0, 5)).isZero();
    assertThat(RowPanels.bytesFor(1, 5)).isEqualTo(6 * 32 * 4);
    assertThat(RowPanels.bytesFor(33, 5)).isEqualTo(2 * 6 * 32 * 4);
    assertThat(RowPanels.bytesFor(Integer.MAX_VALUE, 128)).isEqualTo((1L << 26) * 129 * 128);
  }

  @Test
  void offsetsMustFitTheRows() {
    FloatMatrix matrix = FloatMatrix.zeros(2, 3);
    assertThatThrownBy(() -> RowPanels.of(matrix, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 rows (got 3)");
  }
}
