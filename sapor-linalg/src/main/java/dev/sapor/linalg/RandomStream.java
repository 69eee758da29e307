package dev.sapor.linalg;

/**
 * A reproducible stream of random numbers, one for each purpose, row, block or epoch that needs
 * one.
 *
 * <p>The generator is xoroshiro128++ (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47(4), 2021). The 128 bits of state are a hash of the seed, the purpose and
 * the indices of the stream, so streams can be opened in any order by any thread and give the same
 * numbers. Each half folds the keys in with a mixer of its own, the finalizers of SplitMix64
 * (Steele, Lea and Flood, OOPSLA 2014) and of MurmurHash3. The numbers of a version are a promise:
 * they never change, for models are compared by their bytes. Not safe for use by several threads at
 * once: open one stream for each.
 */
public final class RandomStream {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long s0;
  private long s1;

  private RandomStream(long s0, long s1) {
    this.s0 = s0;
    this.s1 = s1;
  }

  /**
   * Opens a stream.
   *
   * @param seed the seed of the run
   * @param purpose what the numbers are for, such as {@code "user factors"}; different purposes
   *     give independent streams
   * @param indices row, block, epoch or the like
   */
  public static RandomStream of(long seed, String purpose, long... indices) {
    long first = mix(seed + GOLDEN);
    long second = murmur(seed + GOLDEN);
    for (int i = 0; i < purpose.length(); i++) {
      first = mix((first + GOLDEN) ^ purpose.charAt(i));
      second = murmur((second + GOLDEN) ^ purpose.charAt(i));
    }
    for (long index : indices) {
      first = mix((first + GOLDEN) ^ mix(index));
      second = murmur((second + GOLDEN) ^ murmur(index));
    }
    // All zero is the one state that xoroshiro cannot leave.
    return new RandomStream(first, first == 0 && second == 0 ? GOLDEN : second);
  }

  /** The finalizer of MurmurHash3 (Appleby), the mixer of the second half of the state. */
  private static long murmur(long z) {
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }

  /**
   * The finalizer of SplitMix64: a bijection of 64 bits in which every input bit moves half of all
   * output bits.
   */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 64 uniform bits. */
  public long nextLong() {
    long a = s0;
    long b = s1;
    long result = Long.rotateLeft(a + b, 17) + a;
    b ^= a;
    s0 = Long.rotateLeft(a, 49) ^ b ^ (b << 21);
    s1 = Long.rotateLeft(b, 28);
    return result;
  }

  /** Uniform in [0, 1), a multiple of 2<sup>-53</sup>. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [0, 1), a multiple of 2<sup>-24</sup>. */
  public float nextFloat() {
    return (nextLong() >>> 40) * 0x1.0p-24f;
  }

  /**
   * Uniform in {@code [0, bound)}, without bias (Lemire, "Fast random integer generation in an
   * interval", ACM TOMACS 29(1), 2019).
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive (got " + bound + ")");
    }
    long product = (nextLong() >>> 32) * bound;
    long low = product & 0xFFFFFFFFL;
    if (low < bound) {
      long threshold = (0x1_0000_0000L - bound) % bound;
      while (low < threshold) {
        product = (nextLong() >>> 32) * bound;
        low = product & 0xFFFFFFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  /** Standard normal, by the ziggurat of {@link Ziggurat}. */
  public double nextGaussian() {
    return Ziggurat.next(this);
  }

  /** A uniformly random order of {@code 0 .. n-1} (Fisher and Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
