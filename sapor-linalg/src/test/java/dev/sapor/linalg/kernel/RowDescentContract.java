package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.KernelContract.assertBits;
import static dev.sapor.linalg.kernel.KernelContract.assertPaddingIsZero;
import static dev.sapor.linalg.kernel.KernelContract.outOfBounds;
import static dev.sapor.linalg.kernel.KernelContract.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every implementation of {@link Kernels#descendRow} must do. */
abstract class RowDescentContract {

  private static final long SEED = Seeds.printed("RowDescentContract", 433);
  private static final int ROWS = 3;
  private static final int COLUMNS = 40;
  private static final int FIRST = 5;
  private static final float RATE = 0.02f;

  abstract Kernels kernels();

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void stepsHaveTheDocumentedBits(boolean biased, boolean backwards) {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = RandomStream.of(SEED, "row descent contract", length);
      CsrMatrix entries = entries(random);
      RowDescent descent = descent(length, biased, random);
      float[][] moves = descent.moves().toArrays();
      State expected = new State(descent, 1);
      int count = entries.count(1);
      for (int turn = 0; turn < count; turn++) {
        int k = backwards ? count - 1 - turn : turn;
        moves[FIRST + k] = expected.step(entries, entries.start(1) + k);
      }
      float[][] right = descent.factors().right().toArrays();
      float[][] left = descent.factors().left().toArrays();
      kernels().descendRow(entries, 1, backwards, descent, FIRST, RATE);

      expected.assertIs(descent);
      for (int k = 0; k < moves.length; k++) {
        assertBits(descent.moves().row(k), moves[k]);
      }
      for (int j = 0; j < COLUMNS; j++) {
        assertBits(descent.factors().right().row(j), right[j]);
      }
      assertBits(descent.factors().left().row(0), left[0]);
      assertBits(descent.factors().left().row(2), left[2]);
      assertPaddingIsZero(descent.factors().left());
      assertPaddingIsZero(descent.added());
      assertPaddingIsZero(descent.moves());
    }
  }

  @Test
  void oneStepIsTheFormulaInDouble() {
    RandomStream random = RandomStream.of(SEED, "row descent in double");
    RowDescent descent = descent(33, true, random);
    DescentFactors factors = descent.factors();
    CsrMatrix one =
        new CsrMatrix(COLUMNS, new long[] {0, 0, 1, 1}, IntColumn.of(7), FloatColumn.of(4));
    float[] l = factors.left().row(1);
    float[] s = descent.added().row(1);
    float[] r = factors.right().row(7);
    double a = factors.leftBiases()[1];
    double error = 4 - factors.mean() - a - factors.rightBiases()[7];
    for (int f = 0; f < 33; f++) {
      error -= ((double) l[f] + s[f]) * r[f];
    }
    kernels().descendRow(one, 1, false, descent, FIRST, RATE);

    DescentFactors.Decays decays = factors.decays();
    assertThat((double) factors.leftBiases()[1])
        .isCloseTo(a + RATE * (error - decays.leftBiases()[1] * a), within(1e-6));
    assertThat((double) descent.steps()[FIRST]).isCloseTo(RATE * error, within(1e-6));
    for (int f = 0; f < 33; f++) {
      assertThat((double) factors.left().get(1, f))
          .isCloseTo(l[f] + RATE * (error * r[f] - decays.left()[1] * l[f]), within(1e-6));
      assertThat((double) descent.added().get(1, f))
          .isCloseTo(s[f] + RATE * (error * r[f] - descent.addedDecays()[1] * s[f]), within(1e-6));
      assertThat((double) descent.moves().get(FIRST, f))
          .isCloseTo(RATE * error * ((double) l[f] + s[f]), within(1e-6));
    }
  }

  @Test
  void aRowThatOverflowsLeavesThePaddingZero() {
    RowDescent descent = descent(3, false, RandomStream.of(SEED, "row descent overflow"));
    descent.factors().left().setRow(1, new float[] {1e38f, 1e38f, 1e38f});
    for (int j = 0; j < COLUMNS; j++) {
      descent.factors().right().setRow(j, new float[] {1e38f, 1e38f, 1e38f});
    }
    CsrMatrix entries = entries(RandomStream.of(SEED, "entries that overflow"));
    kernels().descendRow(entries, 1, false, descent, 0, RATE);

    assertThat(descent.factors().left().row(1)).isNotEqualTo(new float[] {1e38f, 1e38f, 1e38f});
    assertThat(descent.factors().left().isFinite()).isFalse();
    assertPaddingIsZero(descent.factors().left());
    assertPaddingIsZero(descent.added());
    assertPaddingIsZero(descent.moves());
  }

  @Test
  void goldenBitsNeverChange() {
    RandomStream random = RandomStream.of(3, "golden row descent");
    RowDescent descent = descent(21, true, random);
    kernels().descendRow(entries(random), 1, false, descent, FIRST, RATE);

    int[] hashes = {
      Arrays.hashCode(descent.factors().left().row(1)),
      Arrays.hashCode(descent.added().row(1)),
      Arrays.deepHashCode(descent.moves().toArrays()),
      Arrays.hashCode(descent.steps()),
      Float.hashCode(descent.factors().leftBiases()[1])
    };
    assertThat(hashes).containsExactly(-2076895729, 1503371837, 984367736, -134689225, 1059028064);
  }

  @Test
  void aRowWithoutEntriesStays() {
    RandomStream random = RandomStream.of(SEED, "row without entries");
    RowDescent descent = descent(5, true, random);
    State before = new State(descent, 2);
    kernels().descendRow(entries(random), 2, true, descent, descent.steps().length, RATE);
    before.assertIs(descent);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    RandomStream random = RandomStream.of(SEED, "refused");
    RowDescent descent = descent(4, false, random);
    DescentFactors factors = descent.factors();
    CsrMatrix entries = entries(random);
    outOfBounds(() -> kernels().descendRow(entries, ROWS, false, descent, 0, RATE));
    outOfBounds(() -> kernels().descendRow(entries, -1, false, descent, 0, RATE));
    outOfBounds(() -> kernels().descendRow(entries, 1, false, descent, -1, RATE));
    int tooFar = descent.steps().length - entries.count(1) + 1;
    outOfBounds(() -> kernels().descendRow(entries, 1, false, descent, tooFar, RATE));
    wrong(() -> kernels().descendRow(entries.transpose(), 1, false, descent, 0, RATE));
    FloatMatrix narrow = FloatMatrix.zeros(ROWS, 3);
    float[] steps = descent.steps();
    wrong(() -> new RowDescent(factors, narrow, new float[ROWS], descent.moves(), steps));
    FloatMatrix added = descent.added();
    wrong(() -> new RowDescent(factors, added, new float[1], descent.moves(), steps));
    wrong(() -> new RowDescent(factors, added, new float[ROWS], descent.moves(), new float[1]));
    wrong(() -> new RowDescent(factors, added, new float[ROWS], narrow, new float[ROWS]));
  }

  /** The formulas of {@link RowDescent} in plain loops over arrays, in float. */
  private static final class State {
    private final RowDescent start;
    private final int row;
    private final float[] l;
    private final float[] s;
    private final float[] steps;
    private float a;

    State(RowDescent descent, int row) {
      start = descent;
      this.row = row;
      l = descent.factors().left().row(row);
      s = descent.added().row(row);
      steps = descent.steps().clone();
      a = descent.factors().leftBiases()[row];
    }

    /** One step; gives what the right row is to move by. */
    float[] step(CsrMatrix entries, long at) {
      DescentFactors factors = start.factors();
      DescentFactors.Decays decays = factors.decays();
      int j = entries.column(at);
      float[] r = factors.right().row(j);
      float[] sum = new float[l.length];
      for (int f = 0; f < l.length; f++) {
        sum[f] = l[f] + s[f];
      }
      float estimate = ((factors.mean() + a) + factors.rightBiases()[j]) + KernelOracle.dot(sum, r);
      float step = RATE * (entries.value(at) - estimate);
      steps[FIRST + (int) (at - entries.start(row))] = step;
      if (factors.biased()) {
        a = Math.fma(1f - RATE * decays.leftBiases()[row], a, step);
      }
      for (int f = 0; f < l.length; f++) {
        l[f] = Math.fma(step, r[f], (1f - RATE * decays.left()[row]) * l[f]);
        s[f] = Math.fma(step, r[f], (1f - RATE * start.addedDecays()[row]) * s[f]);
        sum[f] = Math.fma(step, sum[f], 0f);
      }
      return sum;
    }

    void assertIs(RowDescent actual) {
      assertBits(actual.factors().left().row(row), l);
      assertBits(actual.added().row(row), s);
      assertBits(actual.steps(), steps);
      assertThat(actual.factors().leftBiases()[row]).isEqualTo(a);
    }
  }

  /** Rows of norm about 1, so that a walk stays in range whatever the length. */
  private static RowDescent descent(int length, boolean biased, RandomStream random) {
    DescentFactors factors =
        new DescentFactors(
            matrix(ROWS, length, random),
            matrix(COLUMNS, length, random),
            3.5f,
            KernelData.NORMAL.row(ROWS, random),
            KernelData.NORMAL.row(COLUMNS, random),
            new DescentFactors.Decays(
                decays(ROWS, random),
                decays(COLUMNS, random),
                decays(ROWS, random),
                decays(COLUMNS, random)),
            biased);
    return new RowDescent(
        factors,
        matrix(ROWS, length, random),
        decays(ROWS, random),
        matrix(FIRST + COLUMNS, length, random),
        KernelData.NORMAL.row(FIRST + COLUMNS, random));
  }

  private static FloatMatrix matrix(int rows, int columns, RandomStream random) {
    FloatMatrix matrix = KernelData.NORMAL.matrix(rows, columns, random);
    for (int i = 0; i < rows; i++) {
      for (int f = 0; f < columns; f++) {
        matrix.set(i, f, matrix.get(i, f) / (float) Math.sqrt(columns));
      }
    }
    return matrix;
  }

  private static float[] decays(int length, RandomStream random) {
    float[] decays = new float[length];
    for (int i = 0; i < length; i++) {
      decays[i] = 0.1f * random.nextFloat();
    }
    return decays;
  }

  /** A short row, a long one and an empty one. */
  private static CsrMatrix entries(RandomStream random) {
    IntColumn columns = IntColumn.zeros(2 + 27);
    FloatColumn values = FloatColumn.zeros(columns.size());
    for (int k = 0; k < columns.size(); k++) {
      columns.set(k, k < 2 ? k * 5 : k + k / 3);
      values.set(k, 1 + random.nextInt(5));
    }
    return new CsrMatrix(
        COLUMNS, new long[] {0, 2, columns.size(), columns.size()}, columns, values);
  }
}
