package dev.sapor.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.model.Factors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores by the arrays are those of the factors, and errors those of a plain loop. */
final class FactorArraysTest {

  private static final IdMap USERS = IdMap.of(List.of("3", "10", "1"));
  private static final IdMap ITEMS = IdMap.of(List.of("2", "4"));

  // Ids in order of their bytes: users 1, 10, 3, items 2, 4.
  private static final Factors FACTORS =
      new Factors(
          FloatMatrix.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}),
          FloatMatrix.of(new float[][] {{.5f, .25f}, {-1, 2}}),
          3,
          new float[] {.1f, .2f, .3f},
          new float[] {-.5f, .5f});

  @Test
  void rowsStandAtTheNumbersOfTheirIds(@TempDir Path folder) throws IOException {
    FactorArrays.write(folder, FACTORS, USERS, ITEMS);
    float[][] p = read(folder.resolve("p.npy"), 11, 4);
    float[][] q = read(folder.resolve("q.npy"), 5, 4);
    assertThat(p[0]).containsOnly(Float.NaN);
    assertThat(q[3]).containsOnly(Float.NaN);
    for (String user : USERS.ids()) {
      for (String item : ITEMS.ids()) {
        float[] u = p[Integer.parseInt(user)];
        float[] v = q[Integer.parseInt(item)];
        double score = 0;
        for (int f = 0; f < u.length; f++) {
          score += (double) u[f] * v[f];
        }
        int userIndex = USERS.indexOf(user).orElseThrow();
        int itemIndex = ITEMS.indexOf(item).orElseThrow();
        assertThat(score).isCloseTo(FACTORS.score(userIndex, itemIndex), within(1e-6));
      }
    }
  }

  @Test
  void factorsWithoutBiasesHaveNoFurtherColumns(@TempDir Path folder) throws IOException {
    FactorArrays.write(folder, Factors.unbiased(FACTORS.users(), FACTORS.items()), USERS, ITEMS);
    assertThat(read(folder.resolve("p.npy"), 11, 2)[10]).containsExactly(3, 4);
    assertThat(read(folder.resolve("q.npy"), 5, 2)[4]).containsExactly(-1, 2);
  }

  @Test
  void idThatIsNoNumberIsNamed(@TempDir Path folder) {
    for (String id : List.of("x", "007", "-1", "1234567890123")) {
      assertThatThrownBy(
              () -> FactorArrays.write(folder, FACTORS, IdMap.of(List.of("1", "2", id)), ITEMS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + id + "'");
    }
  }

  @Test
  void errorIsThatOfAPlainLoopAndTheMeanStandsInForTheUnknown() {
    Interactions train =
        Interactions.builder().add("1", "2", 4).add("10", "4", 3).add("3", "2", 1).build();
    Interactions test =
        Interactions.builder().add("3", "4", 9).add("10", "2", 2).add("8", "2", 5).build();
    double mean = 8 / 3.0;
    double sum =
        square(9 - FACTORS.score(2, 1)) + square(2 - FACTORS.score(1, 0)) + square(5 - mean);
    assertThat(new TestPairs(test, train).rmse(FACTORS))
        .isCloseTo(Math.sqrt(sum / 3), within(1e-6));
  }

  private static double square(double x) {
    return x * x;
  }

  /** As NumPy reads version 1.0 of its format. */
  private static float[][] read(Path file, int rows, int columns) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = bytes.getShort(8);
    assertThat((10 + header) % 64).isZero();
    assertThat(new String(bytes.array(), 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
    assertThat(new String(bytes.array(), 10, header, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns)
        .endsWith("\n");
    assertThat(bytes.capacity()).isEqualTo(10 + header + 4 * rows * columns);
    bytes.position(10 + header);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
      bytes.position(bytes.position() + 4 * columns);
    }
    return values;
  }
}
