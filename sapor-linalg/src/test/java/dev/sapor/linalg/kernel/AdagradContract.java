package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.KernelContract.assertBits;
import static dev.sapor.linalg.kernel.KernelContract.assertPaddingIsZero;
import static dev.sapor.linalg.kernel.KernelContract.outOfBounds;
import static dev.sapor.linalg.kernel.KernelContract.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link Kernels#descendAdagrad} must do. */
abstract class AdagradContract {

  private static final long SEED = Seeds.printed("AdagradContract", 403);
  private static final int ROWS = 29;
  private static final int COLUMNS = 23;
  private static final float RATE = 0.1f;

  abstract Kernels kernels();

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void bitsAreThoseOfPlainJava(boolean biased, boolean restStands) {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = RandomStream.of(SEED, "adagrad contract", length);
      Case actual = new Case(length, biased, random);
      Case expected = actual.copy();
      EntryList entries = entries(200, random);
      kernels().descendAdagrad(entries, 3, 190, actual.factors, actual.state, RATE, restStands);
      ScalarKernels.INSTANCE.descendAdagrad(
          entries, 3, 190, expected.factors, expected.state, RATE, restStands);
      actual.assertIs(expected);
      assertPaddingIsZero(actual.factors.left());
      assertPaddingIsZero(actual.factors.right());
    }
  }

  @ParameterizedTest
  @CsvSource({"5, false", "8, false", "9, false", "40, false", "40, true"})
  void stepsAreTheFormulasInDouble(int length, boolean restStands) {
    RandomStream random = RandomStream.of(SEED, "adagrad in double", length);
    Case actual = new Case(length, true, random);
    EntryList entries = entries(30, random);
    Naive naive = new Naive(actual, restStands);
    for (int k = 0; k < 30; k++) {
      naive.step(entries, k);
    }
    kernels().descendAdagrad(entries, 0, 30, actual.factors, actual.state, RATE, restStands);

    naive.assertIsNear(actual);
  }

  @Test
  void listMayBeCutAnywhere() {
    RandomStream random = RandomStream.of(SEED, "adagrad cut");
    Case whole = new Case(19, true, random);
    Case parts = whole.copy();
    EntryList entries = entries(3000, random);
    kernels().descendAdagrad(entries, 0, 3000, whole.factors, whole.state, RATE, false);
    for (int from = 0; from < 3000; from += 7) {
      int to = Math.min(3000, from + 7);
      kernels().descendAdagrad(entries, from, to, parts.factors, parts.state, RATE, false);
    }
    parts.assertIs(whole);
  }

  @Test
  void backwardsIsTheReversedList() {
    RandomStream random = RandomStream.of(SEED, "adagrad backwards");
    Case expected = new Case(19, true, random);
    Case actual = expected.copy();
    EntryList entries = entries(3000, random);
    EntryList reversed = EntryList.zeros(2900);
    for (int k = 0; k < 2900; k++) {
      int at = 2949 - k;
      reversed.set(k, entries.rows().get(at), entries.columns().get(at), entries.values().get(at));
    }
    kernels().descendAdagrad(reversed, 0, 2900, expected.factors, expected.state, RATE, false);
    kernels().descendAdagrad(entries, 2950, 50, actual.factors, actual.state, RATE, false);
    actual.assertIs(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 128})
  void rowsThatOverflowDoNotSpoilThoseBesideThem(int length) {
    Case actual = new Case(length, true, RandomStream.of(SEED, "adagrad overflow"));
    float[] huge = new float[length];
    Arrays.fill(huge, 1e38f);
    actual.factors.left().setRow(5, huge);
    actual.factors.right().setRow(3, huge);
    Case expected = actual.copy();
    EntryList entries = entries(16, RandomStream.of(SEED, "entries of overflow"));
    kernels().descendAdagrad(entries, 0, 16, actual.factors, actual.state, RATE, false);
    ScalarKernels.INSTANCE.descendAdagrad(
        entries, 0, 16, expected.factors, expected.state, RATE, false);

    assertThat(expected.factors.left().get(5, 0)).isNotFinite();
    actual.assertIs(expected);
  }

  @Test
  void rowsThatOverflowDoNotSpoilOthers() {
    Case one = new Case(11, false, RandomStream.of(SEED, "adagrad overflow"));
    float[] huge = new float[11];
    Arrays.fill(huge, 1e38f);
    one.factors.left().setRow(0, huge);
    one.factors.right().setRow(0, huge);
    EntryList entries = EntryList.zeros(2);
    entries.set(0, 0, 0, 1);
    entries.set(1, 1, 1, 1);
    kernels().descendAdagrad(entries, 0, 2, one.factors, one.state, RATE, false);

    for (int f = 0; f < 11; f++) {
      assertThat(one.factors.left().get(0, f)).isNotEqualTo(1e38f);
      assertThat(one.factors.left().get(1, f)).isFinite();
      assertThat(one.factors.right().get(1, f)).isFinite();
    }
    assertPaddingIsZero(one.factors.left());
    assertPaddingIsZero(one.factors.right());
  }

  @Test
  void goldenBitsNeverChange() {
    RandomStream random = RandomStream.of(3, "golden adagrad");
    Case one = new Case(37, true, random);
    kernels().descendAdagrad(entries(500, random), 0, 500, one.factors, one.state, RATE, false);
    int[] hashes = {
      Arrays.deepHashCode(one.factors.left().toArrays()),
      Arrays.deepHashCode(one.factors.right().toArrays()),
      Arrays.hashCode(one.factors.leftBiases()),
      Arrays.hashCode(one.state.left())
    };
    assertThat(hashes).containsExactly(1921270743, 2103521643, 1177813061, 1873203602);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Case one = new Case(4, false, RandomStream.of(SEED, "refused"));
    outOfBounds(() -> run(one, EntryList.zeros(2), 3, one.state));
    EntryList beyond = EntryList.zeros(1);
    beyond.set(0, ROWS, 0, 1);
    outOfBounds(() -> run(one, beyond, 1, one.state));
    beyond.set(0, 0, COLUMNS, 1);
    outOfBounds(() -> run(one, beyond, 1, one.state));
    wrong(() -> run(one, EntryList.zeros(1), 1, AdagradState.starting(ROWS, COLUMNS + 1, 1)));
    wrong(() -> new AdagradState(new float[8], new float[8], new float[1], new float[2]));
  }

  private void run(Case one, EntryList entries, long to, AdagradState state) {
    kernels().descendAdagrad(entries, 0, to, one.factors, state, RATE, false);
  }

  /** Sixteen in a row share neither rows nor columns, except where an entry repeats a row. */
  private static EntryList entries(int count, RandomStream random) {
    EntryList entries = EntryList.zeros(count);
    for (int k = 0; k < count; k++) {
      boolean repeats = k % 48 == 20;
      int row = repeats ? entries.rows().get(k - 2) : (5 * k + k / 16) % ROWS;
      entries.set(k, row, (3 * k + k / 24) % COLUMNS, 1 + random.nextInt(5));
    }
    return entries;
  }

  /** Factors and what Adagrad remembers of them. */
  private static final class Case {
    private final DescentFactors factors;
    private final AdagradState state;

    private Case(DescentFactors factors, AdagradState state) {
      this.factors = factors;
      this.state = state;
    }

    Case(int length, boolean biased, RandomStream random) {
      FloatMatrix left = positive(ROWS, length, random);
      FloatMatrix right = positive(COLUMNS, length, random);
      factors =
          new DescentFactors(
              left,
              right,
              biased ? 2.5f : 0,
              biased ? KernelData.NORMAL.row(ROWS, random) : new float[ROWS],
              biased ? KernelData.NORMAL.row(COLUMNS, random) : new float[COLUMNS],
              new DescentFactors.Decays(
                  decays(ROWS, random),
                  decays(COLUMNS, random),
                  decays(ROWS, random),
                  decays(COLUMNS, random)),
              biased);
      state = AdagradState.starting(ROWS, COLUMNS, 1.25f);
      AdagradState.measure(left, factors.decays().left(), state.left(), 0, ROWS);
      AdagradState.measure(right, factors.decays().right(), state.right(), 0, COLUMNS);
    }

    private static FloatMatrix positive(int rows, int length, RandomStream random) {
      FloatMatrix matrix = FloatMatrix.zeros(rows, length);
      for (int i = 0; i < rows; i++) {
        for (int f = 0; f < length; f++) {
          matrix.set(i, f, random.nextFloat() / (float) Math.sqrt(length));
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

    Case copy() {
      return new Case(
          new DescentFactors(
              factors.left().copy(),
              factors.right().copy(),
              factors.mean(),
              factors.leftBiases().clone(),
              factors.rightBiases().clone(),
              factors.decays(),
              factors.biased()),
          new AdagradState(
              state.left().clone(),
              state.right().clone(),
              state.leftBiases().clone(),
              state.rightBiases().clone()));
    }

    void assertIs(Case expected) {
      for (int i = 0; i < ROWS; i++) {
        assertBits(factors.left().row(i), expected.factors.left().row(i));
      }
      for (int j = 0; j < COLUMNS; j++) {
        assertBits(factors.right().row(j), expected.factors.right().row(j));
      }
      assertBits(factors.leftBiases(), expected.factors.leftBiases());
      assertBits(factors.rightBiases(), expected.factors.rightBiases());
      assertBits(state.left(), expected.state.left());
      assertBits(state.right(), expected.state.right());
      assertBits(state.leftBiases(), expected.state.leftBiases());
      assertBits(state.rightBiases(), expected.state.rightBiases());
    }
  }

  /** Adagrad in double, from gradients that are written down column by column. */
  private static final class Naive {
    private final DescentFactors start;
    private final boolean restStands;
    private final double[][] left;
    private final double[][] right;
    private final double[] a;
    private final double[] b;
    private final double[][] sumLeft = new double[ROWS][2];
    private final double[][] sumRight = new double[COLUMNS][2];
    private final double[] sumA = new double[ROWS];
    private final double[] sumB = new double[COLUMNS];

    Naive(Case from, boolean restStands) {
      start = from.factors;
      this.restStands = restStands;
      left = doubles(start.left());
      right = doubles(start.right());
      a = doubles(start.leftBiases());
      b = doubles(start.rightBiases());
      for (double[][] sums : new double[][][] {sumLeft, sumRight, {sumA, sumB}}) {
        for (double[] row : sums) {
          Arrays.fill(row, 1.25);
        }
      }
    }

    private static double[][] doubles(FloatMatrix matrix) {
      return Arrays.stream(matrix.toArrays()).map(Naive::doubles).toArray(double[][]::new);
    }

    private static double[] doubles(float[] values) {
      double[] result = new double[values.length];
      for (int k = 0; k < values.length; k++) {
        result[k] = values[k];
      }
      return result;
    }

    void step(EntryList entries, long k) {
      int i = entries.rows().get(k);
      int j = entries.columns().get(k);
      double error = entries.values().get(k) - start.mean() - a[i] - b[j];
      for (int f = 0; f < left[i].length; f++) {
        error -= left[i][f] * right[j][f];
      }
      DescentFactors.Decays decays = start.decays();
      a[i] += bias(decays.leftBiases()[i] * a[i] - error, sumA, i);
      b[j] += bias(decays.rightBiases()[j] * b[j] - error, sumB, j);
      double[] p = left[i].clone();
      double[] q = right[j].clone();
      move(left[i], p, q, decays.left()[i], error, sumLeft[i]);
      move(right[j], q, p, decays.right()[j], error, sumRight[j]);
    }

    private static double bias(double gradient, double[] sums, int row) {
      double step = -RATE / Math.sqrt(sums[row]) * gradient;
      sums[row] += gradient * gradient;
      return step;
    }

    private void move(
        double[] row, double[] p, double[] q, double decay, double error, double[] sums) {
      int first = Math.min(AdagradState.FIRST, row.length);
      moveGroup(row, p, q, decay, error, sums, 0, 0, first);
      if (!restStands && row.length > first) {
        moveGroup(row, p, q, decay, error, sums, 1, first, row.length);
      }
    }

    private static void moveGroup(
        double[] row,
        double[] p,
        double[] q,
        double decay,
        double error,
        double[] sums,
        int group,
        int from,
        int to) {
      double squares = 0;
      for (int f = from; f < to; f++) {
        double gradient = decay * p[f] - error * q[f];
        row[f] = p[f] - RATE / Math.sqrt(sums[group]) * gradient;
        squares += gradient * gradient;
      }
      sums[group] += squares / (to - from);
    }

    void assertIsNear(Case actual) {
      for (int i = 0; i < ROWS; i++) {
        assertNear(actual.factors.left().row(i), left[i]);
        assertThat((double) actual.factors.leftBiases()[i]).isCloseTo(a[i], within(1e-4));
        assertThat((double) actual.state.left()[8 * i]).isCloseTo(sumLeft[i][0], within(1e-3));
        assertThat((double) actual.state.left()[8 * i + 1]).isCloseTo(sumLeft[i][1], within(1e-3));
      }
      for (int j = 0; j < COLUMNS; j++) {
        assertNear(actual.factors.right().row(j), right[j]);
        assertThat((double) actual.factors.rightBiases()[j]).isCloseTo(b[j], within(1e-4));
      }
    }

    private static void assertNear(float[] actual, double[] expected) {
      for (int f = 0; f < expected.length; f++) {
        assertThat((double) actual[f]).isCloseTo(expected[f], within(1e-4));
      }
    }
  }
}
