package dev.sapor.solver.sgd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import org.junit.jupiter.api.Test;

final class RowPlacesTest {

  private static final int[] PART_OF = {2, 0, 1, 0, 2, 2};

  private final RowPlaces places = RowPlaces.byPart(PART_OF, 4);

  @Test
  void rowsOfAPartStandTogetherInTheirOwnOrder() {
    int[] rows = new int[PART_OF.length];
    for (int place = 0; place < rows.length; place++) {
      rows[place] = places.row(place);
      assertThat(places.place(rows[place])).isEqualTo(place);
    }
    assertThat(rows).containsExactly(1, 3, 2, 0, 4, 5);
    assertThat(new int[] {places.start(0), places.start(1), places.start(2), places.start(3)})
        .containsExactly(0, 2, 3, 6);
    assertThat(places.start(4)).isEqualTo(6);
  }

  @Test
  void restoreUndoesArranged() {
    FloatMatrix matrix = FloatMatrix.zeros(PART_OF.length, 3);
    float[] pairs = new float[2 * PART_OF.length];
    for (int row = 0; row < PART_OF.length; row++) {
      matrix.setRow(row, new float[] {row, 10 * row, -row});
      pairs[2 * row] = row;
      pairs[2 * row + 1] = row + 0.5f;
    }
    try (Parallel parallel = new Parallel(2)) {
      FloatMatrix arranged = places.arranged(matrix, parallel);
      assertThat(arranged.row(0)).containsExactly(1, 10, -1);
      FloatMatrix restored = FloatMatrix.zeros(PART_OF.length, 3);
      places.restore(arranged, restored, parallel);
      assertThat(restored.toArrays()).isDeepEqualTo(matrix.toArrays());
    }
    assertThat(places.arranged(pairs)).startsWith(1, 1.5f, 3, 3.5f);
    float[] restored = new float[pairs.length];
    places.restore(places.arranged(pairs), restored);
    assertThat(restored).containsExactly(pairs);
  }
}
