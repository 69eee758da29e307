package dev.sapor.split;

import java.util.Arrays;

/**
 * The generator behind {@code numpy.random.RandomState} and {@code numpy.random.seed}, bit for bit:
 * published splits were drawn by it, and numpy promises never to change it.
 *
 * <p>The bits are those of MT19937, seeded by Knuth's recurrence (Matsumoto and Nishimura,
 * "Mersenne Twister", ACM TOMACS 8(1), 1998, and their {@code init_genrand} of 2002). A number in
 * {@code [0, max]} takes 32-bit words under the smallest mask of ones that covers {@code max} until
 * one is not above it (numpy, {@code random_interval} in {@code distributions.c}). Shuffling is
 * that of Fisher and Yates from the last place down ({@code RandomState.shuffle} in {@code
 * mtrand.pyx}); a permutation shuffles {@code 0 .. n-1}, and a choice without replacement is the
 * beginning of a permutation.
 */
final class LegacyNumpyRandom {

  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7FFFFFFF;
  private static final int TWIST = 0x9908B0DF;
  private static final long MAX_SEED = 0xFFFFFFFFL;

  private final int[] state = new int[WORDS];
  private int next = WORDS;

  /**
   * @throws IllegalArgumentException if the seed is not in 0 .. 2^32 - 1
   */
  LegacyNumpyRandom(long seed) {
    checkSeed(seed);
    state[0] = (int) seed;
    for (int i = 1; i < WORDS; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  static void checkSeed(long seed) {
    if (seed < 0 || seed > MAX_SEED) {
      throw new IllegalArgumentException(
          "seed of numpy's generator must be 0 to 4294967295 (got " + seed + ")");
    }
  }

  /** 32 uniform bits. */
  int nextWord() {
    if (next == WORDS) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9D2C5680;
    y ^= (y << 15) & 0xEFC60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < WORDS; i++) {
      int y = (state[i] & UPPER) | (state[(i + 1) % WORDS] & LOWER);
      state[i] = state[(i + SHIFT) % WORDS] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
    }
  }

  /** Uniform in {@code [0, max]}; draws nothing if max is 0. */
  int interval(int max) {
    if (max == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int value = nextWord() & mask;
    while (value > max) {
      value = nextWord() & mask;
    }
    return value;
  }

  /** Puts an array in random order. */
  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = interval(i);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  /** A random order of {@code 0 .. n-1}. */
  int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    shuffle(order);
    return order;
  }

  /** {@code count} different numbers of {@code 0 .. n-1}, in the order in which they are drawn. */
  int[] choice(int n, int count) {
    return Arrays.copyOf(permutation(n), count);
  }
}
