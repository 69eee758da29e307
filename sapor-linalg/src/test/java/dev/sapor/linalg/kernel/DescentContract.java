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
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link Kernels#descend} must do. */
abstract class DescentContract {

  private static final long SEED = Seeds.printed("DescentContract", 402);
  private static final int ROWS = 11;
  private static final int COLUMNS = 7;
  private static final float RATE = 0.02f;

  abstract Kernels kernels();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stepsHaveTheDocumentedBits(boolean biased) {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = RandomStream.of(SEED, "descent contract", length);
      DescentFactors factors = factors(length, biased, random);
      EntryList entries = entries(200, random);
      State expected = new State(factors);
      for (int k = 3; k < 190; k++) {
        expected.step(entries, k);
      }
      kernels().descend(entries, 3, 190, factors, RATE);

      expected.assertIs(factors);
      assertPaddingIsZero(factors.left());
      assertPaddingIsZero(factors.right());
    }
  }

  @Test
  void squaredErrorsHaveTheDocumentedBits() {
    for (int length : KernelData.LENGTHS) {
      RandomStream random = RandomStream.of(SEED, "squared errors", length);
      DescentFactors factors = factors(length, true, random);
      EntryList entries = entries(200, random);
      for (int to : new int[] {3, 4, 7, 8, 190}) {
        double expected = 0;
        for (int k = 3; k < to; k++) {
          int i = entries.rows().get(k);
          int j = entries.columns().get(k);
          float base = (factors.mean() + factors.leftBiases()[i]) + factors.rightBiases()[j];
          float product = KernelOracle.dot(factors.left().row(i), factors.right().row(j));
          double error = (double) entries.values().get(k) - (base + product);
          expected += error * error;
        }
        assertThat(kernels().squaredErrors(entries, 3, to, factors)).isEqualTo(expected);
      }
    }
    RandomStream random = RandomStream.of(SEED, "squared errors out of bounds");
    DescentFactors factors = factors(5, false, random);
    EntryList entries = entries(9, random);
    outOfBounds(() -> kernels().squaredErrors(entries, 0, 10, factors));
    outOfBounds(() -> kernels().squaredErrors(entries, 5, 4, factors));
    entries.rows().set(2, ROWS);
    outOfBounds(() -> kernels().squaredErrors(entries, 0, 9, factors));
  }

  @Test
  void oneStepIsTheFormulaInDouble() {
    RandomStream random = RandomStream.of(SEED, "descent in double");
    DescentFactors factors = factors(33, true, random);
    EntryList entries = entries(1, random);
    int i = entries.rows().get(0);
    int j = entries.columns().get(0);
    float[] l = factors.left().row(i);
    float[] r = factors.right().row(j);
    double a = factors.leftBiases()[i];
    double error = entries.values().get(0) - factors.mean() - a - factors.rightBiases()[j];
    for (int f = 0; f < 33; f++) {
      error -= (double) l[f] * r[f];
    }
    DescentFactors.Decays decays = factors.decays();
    kernels().descend(entries, 0, 1, factors, RATE);

    assertThat((double) factors.leftBiases()[i])
        .isCloseTo(a + RATE * (error - decays.leftBiases()[i] * a), within(1e-6));
    for (int f = 0; f < 33; f++) {
      assertThat((double) factors.left().get(i, f))
          .isCloseTo(l[f] + RATE * (error * r[f] - decays.left()[i] * l[f]), within(1e-6));
      assertThat((double) factors.right().get(j, f))
          .isCloseTo(r[f] + RATE * (error * l[f] - decays.right()[j] * r[f]), within(1e-6));
    }
  }

  @Test
  void listMayBeCutAnywhere() {
    RandomStream random = RandomStream.of(SEED, "descent cut");
    DescentFactors whole = factors(19, true, random);
    DescentFactors parts = copy(whole);
    EntryList entries = entries(50, random);
    kernels().descend(entries, 0, 50, whole, RATE);
    for (int from = 0; from < 50; from += 7) {
      kernels().descend(entries, from, Math.min(50, from + 7), parts, RATE);
    }
    new State(whole).assertIs(parts);
  }

  @Test
  void backwardsIsTheReversedList() {
    RandomStream random = RandomStream.of(SEED, "descent backwards");
    DescentFactors expected = factors(19, true, random);
    DescentFactors actual = copy(expected);
    EntryList entries = entries(3000, random);
    EntryList reversed = EntryList.zeros(2900);
    for (int k = 0; k < 2900; k++) {
      int at = 2949 - k;
      reversed.set(k, entries.rows().get(at), entries.columns().get(at), entries.values().get(at));
    }
    kernels().descend(reversed, 0, 2900, expected, RATE);
    kernels().descend(entries, 2950, 50, actual, RATE);
    new State(expected).assertIs(actual);
  }

  @Test
  void rowsThatOverflowDoNotSpoilOthers() {
    DescentFactors factors = factors(3, false, RandomStream.of(SEED, "descent overflow"));
    factors.left().setRow(0, new float[] {1e38f, 1e38f, 1e38f});
    factors.right().setRow(0, new float[] {1e38f, 1e38f, 1e38f});
    EntryList entries = EntryList.zeros(2);
    entries.set(0, 0, 0, 1);
    entries.set(1, 1, 1, 1);
    kernels().descend(entries, 0, 2, factors, RATE);

    assertThat(factors.left().row(0)).isNotEqualTo(new float[] {1e38f, 1e38f, 1e38f});
    for (int f = 0; f < 3; f++) {
      assertThat(factors.left().get(1, f)).isFinite();
      assertThat(factors.right().get(1, f)).isFinite();
    }
    assertPaddingIsZero(factors.left());
    assertPaddingIsZero(factors.right());
  }

  @Test
  void goldenBitsNeverChange() {
    RandomStream random = RandomStream.of(2, "golden descent");
    DescentFactors factors = factors(21, true, random);
    kernels().descend(entries(500, random), 0, 500, factors, RATE);

    int[] hashes = {
      Arrays.deepHashCode(factors.left().toArrays()),
      Arrays.deepHashCode(factors.right().toArrays()),
      Arrays.hashCode(factors.leftBiases()),
      Arrays.hashCode(factors.rightBiases())
    };
    assertThat(hashes).containsExactly(135602157, -630064705, 1643915032, -1644610104);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    DescentFactors factors = factors(4, false, RandomStream.of(SEED, "refused"));
    outOfBounds(() -> kernels().descend(EntryList.zeros(2), 0, 3, factors, RATE));
    outOfBounds(() -> kernels().descend(EntryList.zeros(2), 3, 0, factors, RATE));
    outOfBounds(() -> kernels().descend(EntryList.zeros(2), 1, -1, factors, RATE));
    EntryList beyond = EntryList.zeros(1);
    beyond.set(0, ROWS, 0, 1);
    outOfBounds(() -> kernels().descend(beyond, 0, 1, factors, RATE));
    beyond.set(0, 0, COLUMNS, 1);
    outOfBounds(() -> kernels().descend(beyond, 0, 1, factors, RATE));
    wrong(() ->
        new DescentFactors(
            factors.left(),
            FloatMatrix.zeros(COLUMNS, 5),
            0,
            factors.leftBiases(),
            factors.rightBiases(),
            factors.decays(),
            false));
  }

  /** The formulas of {@link DescentFactors} in plain loops over arrays, in float. */
  private static final class State {
    private final DescentFactors start;
    private final float[][] left;
    private final float[][] right;
    private final float[] a;
    private final float[] b;

    State(DescentFactors factors) {
      start = factors;
      left = factors.left().toArrays();
      right = factors.right().toArrays();
      a = factors.leftBiases().clone();
      b = factors.rightBiases().clone();
    }

    void step(EntryList entries, long k) {
      int i = entries.rows().get(k);
      int j = entries.columns().get(k);
      float estimate = ((start.mean() + a[i]) + b[j]) + KernelOracle.dot(left[i], right[j]);
      float step = RATE * (entries.values().get(k) - estimate);
      DescentFactors.Decays decays = start.decays();
      if (start.biased()) {
        a[i] = Math.fma(1f - RATE * decays.leftBiases()[i], a[i], step);
        b[j] = Math.fma(1f - RATE * decays.rightBiases()[j], b[j], step);
      }
      for (int f = 0; f < left[i].length; f++) {
        float l = left[i][f];
        float r = right[j][f];
        left[i][f] = Math.fma(step, r, (1f - RATE * decays.left()[i]) * l);
        right[j][f] = Math.fma(step, l, (1f - RATE * decays.right()[j]) * r);
      }
    }

    void assertIs(DescentFactors actual) {
      for (int i = 0; i < left.length; i++) {
        assertBits(actual.left().row(i), left[i]);
      }
      for (int j = 0; j < right.length; j++) {
        assertBits(actual.right().row(j), right[j]);
      }
      assertBits(actual.leftBiases(), a);
      assertBits(actual.rightBiases(), b);
    }
  }

  private static DescentFactors factors(int length, boolean biased, RandomStream random) {
    // Rows of norm about 1, so that 200 steps stay in range whatever the length.
    FloatMatrix left = scaled(KernelData.NORMAL.matrix(ROWS, length, random));
    FloatMatrix right = scaled(KernelData.NORMAL.matrix(COLUMNS, length, random));
    return new DescentFactors(
        left,
        right,
        3.5f,
        KernelData.NORMAL.row(ROWS, random),
        KernelData.NORMAL.row(COLUMNS, random),
        new DescentFactors.Decays(
            decays(ROWS, random),
            decays(COLUMNS, random),
            decays(ROWS, random),
            decays(COLUMNS, random)),
        biased);
  }

  private static FloatMatrix scaled(FloatMatrix matrix) {
    for (int i = 0; i < matrix.rows(); i++) {
      for (int f = 0; f < matrix.columns(); f++) {
        matrix.set(i, f, matrix.get(i, f) / (float) Math.sqrt(matrix.columns()));
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

  private static DescentFactors copy(DescentFactors factors) {
    return new DescentFactors(
        factors.left().copy(),
        factors.right().copy(),
        factors.mean(),
        factors.leftBiases().clone(),
        factors.rightBiases().clone(),
        factors.decays(),
        factors.biased());
  }

  private static EntryList entries(int count, RandomStream random) {
    EntryList entries = EntryList.zeros(count);
    for (int k = 0; k < count; k++) {
      entries.set(k, random.nextInt(ROWS), random.nextInt(COLUMNS), 1 + random.nextInt(5));
    }
    return entries;
  }
}
