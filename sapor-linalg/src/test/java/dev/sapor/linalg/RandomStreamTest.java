package dev.sapor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.linalg.testing.Seeds;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Statistics with bounds of five to six standard deviations: a sound generator fails one of them
 * once in a million seeds, a broken one at once.
 */
class RandomStreamTest {

  private static final long SEED = Seeds.printed("RandomStreamTest", 4711);
  private static final int COUNT = 1_000_000;

  private final RandomStream random = RandomStream.of(SEED, "test");

  @Test
  void goldenNumbersNeverChange() {
    RandomStream golden = RandomStream.of(42, "golden", 7, -1);
    long[] longs = {golden.nextLong(), golden.nextLong(), golden.nextLong()};
    assertThat(longs)
        .containsExactly(2908740744143350127L, -2721106970560812522L, 3458773172412102843L);
    double[] doubles = {golden.nextDouble(), golden.nextFloat(), golden.nextGaussian()};
    assertThat(doubles)
        .containsExactly(0.06698231331281845, 0.5671404600143433, -1.8603103586481042);
    assertThat(golden.permutation(8)).containsExactly(0, 1, 6, 7, 2, 3, 4, 5);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += golden.nextGaussian();
    }
    assertThat(sum).isEqualTo(-388.10780150660975);
  }

  @Test
  void sameKeysGiveTheSameStreamAndEveryOtherKeyAnother() {
    assertThat(first(SEED, "a", 1, 2)).isEqualTo(first(SEED, "a", 1, 2));
    Set<Long> firsts = new HashSet<>();
    int streams = 0;
    for (long seed = 0; seed < 10; seed++) {
      for (String purpose : new String[] {"", "a", "b", "ab", "ba", "user factors"}) {
        for (long index = -50; index < 50; index++) {
          firsts.add(first(seed, purpose, index));
          firsts.add(first(seed, purpose, index, 0));
          firsts.add(first(seed, purpose, 0, index, 1));
          streams += 3;
        }
      }
    }
    assertThat(firsts).hasSize(streams);
  }

  private static long first(long seed, String purpose, long... indices) {
    return RandomStream.of(seed, purpose, indices).nextLong();
  }

  @Test
  void everyBitOfEveryDrawIsFair() {
    int[] ones = new int[64];
    for (int i = 0; i < COUNT; i++) {
      long bits = random.nextLong();
      for (int b = 0; b < 64; b++) {
        ones[b] += (int) (bits >>> b & 1);
      }
    }
    for (int b = 0; b < 64; b++) {
      assertThat((double) ones[b]).as("bit %d", b).isCloseTo(COUNT / 2.0, within(6 * 500.0));
    }
  }

  /** The k-th numbers of neighbouring streams, not of one stream, as rows and epochs use them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15})
  void neighbouringStreamsAreIndependent(int skip) {
    int streams = 100_000;
    double[] x = new double[streams];
    int[] bits = new int[64];
    long earlier = 0;
    for (int i = 0; i < streams; i++) {
      RandomStream stream = RandomStream.of(SEED, "row", i);
      for (int k = 0; k < skip; k++) {
        stream.nextLong();
      }
      long bitsNow = stream.nextLong();
      x[i] = (bitsNow >>> 11) * 0x1p-53 - 0.5;
      for (int b = 0; b < 64; b++) {
        bits[b] += (int) ((bitsNow ^ earlier) >>> b & 1);
      }
      earlier = bitsNow;
    }
    double variance = 0;
    double covariance = 0;
    for (int i = 1; i < streams; i++) {
      variance += x[i] * x[i];
      covariance += x[i] * x[i - 1];
    }
    assertThat(covariance / variance).isCloseTo(0, within(6 / Math.sqrt(streams)));
    for (int b = 0; b < 64; b++) {
      assertThat((double) bits[b])
          .as("bit %d", b)
          .isCloseTo(streams / 2.0, within(6 * Math.sqrt(streams) / 2));
    }
  }

  @Test
  void uniformsFillTheirRange() {
    int[] cells = new int[1000];
    int[] floatCells = new int[1000];
    for (int i = 0; i < COUNT; i++) {
      double d = random.nextDouble();
      float f = random.nextFloat();
      assertThat(d >= 0 && d < 1 && f >= 0 && f < 1).isTrue();
      cells[(int) (d * 1000)]++;
      floatCells[(int) (f * 1000)]++;
    }
    assertUniform(cells);
    assertUniform(floatCells);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 64, 100, 1000})
  void integersAreUniformBelowTheirBound(int bound) {
    int[] cells = new int[bound];
    for (int i = 0; i < COUNT; i++) {
      cells[random.nextInt(bound)]++;
    }
    if (bound > 1) {
      assertUniform(cells);
    }
  }

  /** Taking the remainder would give the lower part of such a range twice as often as the rest. */
  @ParameterizedTest
  @ValueSource(ints = {3 << 29, (1 << 30) + 1, Integer.MAX_VALUE, Integer.MAX_VALUE - 1})
  void integersAreUniformBelowLargeBounds(int bound) {
    int[] cells = new int[64];
    for (int i = 0; i < COUNT; i++) {
      int value = random.nextInt(bound);
      assertThat(value >= 0 && value < bound).isTrue();
      cells[(int) (64L * value / bound)]++;
    }
    assertUniform(cells);
  }

  @Test
  void boundsThatAreNotPositiveAreRefused() {
    for (int bound : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> random.nextInt(bound))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("bound must be positive (got " + bound + ")");
    }
  }

  @Test
  void normalsHaveTheMomentsOfTheNormal() {
    double[] sums = new double[5];
    int inTail = 0;
    int positive = 0;
    for (int i = 0; i < COUNT; i++) {
      double z = random.nextGaussian();
      positive += z > 0 ? 1 : 0;
      inTail += Math.abs(z) > 3.442619855899 ? 1 : 0;
      for (int k = 1; k <= 4; k++) {
        sums[k] += Math.pow(z, k);
      }
    }
    // Variances of the powers: 1, 2, 15, 96.
    assertThat(sums[1] / COUNT).isCloseTo(0, within(6 * Math.sqrt(1.0 / COUNT)));
    assertThat(sums[2] / COUNT).isCloseTo(1, within(6 * Math.sqrt(2.0 / COUNT)));
    assertThat(sums[3] / COUNT).isCloseTo(0, within(6 * Math.sqrt(15.0 / COUNT)));
    assertThat(sums[4] / COUNT).isCloseTo(3, within(6 * Math.sqrt(96.0 / COUNT)));
    assertThat((double) positive).isCloseTo(COUNT / 2.0, within(6 * 500.0));
    double tail = 2 * (1 - cdf(3.442619855899));
    assertThat((double) inTail).isCloseTo(tail * COUNT, within(6 * Math.sqrt(tail * COUNT)));
  }

  /** Kolmogorov and Smirnov: sup |F_n − Φ| √n exceeds 2.8 for one seed in three million. */
  @Test
  void normalsHaveTheDistributionOfTheNormal() {
    double[] z = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      z[i] = random.nextGaussian();
    }
    Arrays.sort(z);
    double distance = 0;
    for (int i = 0; i < COUNT; i++) {
      double p = cdf(z[i]);
      distance = Math.max(distance, Math.max(p - (double) i / COUNT, (i + 1.0) / COUNT - p));
    }
    assertThat(distance * Math.sqrt(COUNT)).isLessThan(2.8);
  }

  /** Φ(x) = ½ + φ(x) Σ x^(2k+1) / (1 · 3 · … · (2k+1)). */
  private static double cdf(double x) {
    double term = x;
    double sum = x;
    for (int k = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 500; k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  @Test
  void everyPermutationIsEquallyLikely() {
    int[] cells = new int[256];
    for (int i = 0; i < 240_000; i++) {
      int code = 0;
      for (int value : random.permutation(4)) {
        code = 4 * code + value;
      }
      cells[code]++;
    }
    int[] seen = Arrays.stream(cells).filter(cell -> cell > 0).toArray();
    assertThat(seen).hasSize(24);
    assertUniform(seen);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1000})
  void permutationsHoldEachNumberOnce(int n) {
    int[] order = random.permutation(n);
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, n).toArray());
  }

  /** Pearson's χ² against its mean and standard deviation, which is safe for 20 cells and more. */
  private static void assertUniform(int[] cells) {
    double expected = Arrays.stream(cells).asLongStream().sum() / (double) cells.length;
    double chiSquare = 0;
    for (int cell : cells) {
      chiSquare += (cell - expected) * (cell - expected) / expected;
    }
    double freedom = cells.length - 1;
    // The cube root of χ²/k is nearly normal (Wilson and Hilferty, PNAS 1931).
    double z =
        (Math.cbrt(chiSquare / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
    assertThat(z).as("χ² = %s of %s cells", chiSquare, cells.length).isLessThan(5.5);
  }
}
