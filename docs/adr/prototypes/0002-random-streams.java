// Throw-away prototype for ADR 0002: cost and quality of one random stream per (seed, purpose, index).
// java 0002-random-streams.java [draws]    draws of the distribution test, 100 million unless told.
import java.util.Arrays;
import java.util.stream.IntStream;

class RandomStreams {
  static final long GOLDEN = 0x9E3779B97F4A7C15L;
  static volatile double sink;

  static long mix(long z) { // Stafford's variant 13, the finalizer of SplitMix64; a bijection
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static long fmix(long z) { // the finalizer of MurmurHash3; a bijection
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }

  interface Source { long next(); }

  static final class Xoroshiro implements Source {
    long a, b;

    Xoroshiro(long seed, long purpose, long index) {
      a = mix(seed + GOLDEN); // a chain of bijections for each half: no two indices of one purpose share a state
      b = fmix(seed + GOLDEN);
      a = mix((a + GOLDEN) ^ mix(purpose));
      b = fmix((b + GOLDEN) ^ fmix(purpose));
      a = mix((a + GOLDEN) ^ mix(index));
      b = fmix((b + GOLDEN) ^ fmix(index));
      if ((a | b) == 0) b = GOLDEN;
    }

    public long next() {
      long s = a, t = b, r = Long.rotateLeft(s + t, 17) + s;
      t ^= s;
      a = Long.rotateLeft(s, 49) ^ t ^ (t << 21);
      b = Long.rotateLeft(t, 28);
      return r;
    }
  }

  static final class SplitMix implements Source {
    long s;

    SplitMix(long seed, long purpose, long index) {
      s = mix(mix(mix(seed + GOLDEN) ^ fmix(purpose + GOLDEN)) + GOLDEN * (index + 1));
    }

    public long next() { return mix(s += GOLDEN); }
  }

  static final class Philox implements Source { // 4x32, 10 rounds: key = seed, counter = (block, purpose, index)
    final int k0, k1, c2, c3, c1;
    int block, left;
    long hi;

    Philox(long seed, long purpose, long index) {
      k0 = (int) seed; k1 = (int) (seed >>> 32); c1 = (int) purpose; c2 = (int) index; c3 = (int) (index >>> 32);
    }

    public long next() {
      if (left == 1) { left = 0; return hi; }
      int x0 = block++, x1 = c1, x2 = c2, x3 = c3, a = k0, b = k1;
      for (int r = 0; r < 10; r++) {
        long p = (x0 & 0xffffffffL) * 0xD2511F53L, q = (x2 & 0xffffffffL) * 0xCD9E8D57L;
        x0 = (int) (q >>> 32) ^ x1 ^ a; x1 = (int) q; x2 = (int) (p >>> 32) ^ x3 ^ b; x3 = (int) p;
        a += 0x9E3779B9; b += 0xBB67AE85;
      }
      left = 1;
      hi = (long) x2 << 32 | x3 & 0xffffffffL;
      return (long) x0 << 32 | x1 & 0xffffffffL;
    }
  }

  static double unit(long x) { return (x >>> 11) * 0x1p-53; }

  // Ziggurat of 256 layers of equal area (Marsaglia and Tsang 2000), 53 bits of magnitude; 8 + 1 + 53 bits of one long.
  static final double R = 3.6541528853610088, V = 0.00492867323399;
  static final double[] W = new double[256], Y = new double[257], X = new double[257];
  static final long[] K = new long[256];
  static {
    X[0] = V / StrictMath.exp(-.5 * R * R);
    X[1] = R;
    for (int i = 2; i < 256; i++) X[i] = Math.sqrt(-2 * StrictMath.log(V / X[i - 1] + StrictMath.exp(-.5 * X[i - 1] * X[i - 1])));
    for (int i = 0; i < 257; i++) Y[i] = StrictMath.exp(-.5 * X[i] * X[i]);
    for (int i = 0; i < 256; i++) { W[i] = X[i] * 0x1p-53; K[i] = (long) (X[i + 1] / X[i] * 0x1p53); }
  }

  static double ziggurat(Source s) {
    while (true) {
      long u = s.next(), m = u >>> 11;
      int i = (int) u & 255;
      double x = m * W[i];
      if (m >= K[i] && !accept(s, i, x)) {
        if (i != 0) continue;
        double t, y;
        do {
          t = -StrictMath.log(1 - unit(s.next())) / R;
          y = -StrictMath.log(1 - unit(s.next()));
        } while (y + y < t * t);
        x = R + t;
      }
      return (u & 256) == 0 ? x : -x;
    }
  }

  static boolean accept(Source s, int i, double x) {
    return i != 0 && Y[i] + (Y[i + 1] - Y[i]) * unit(s.next()) < StrictMath.exp(-.5 * x * x);
  }

  static double polar(Source s, double[] spare) { // spare[0]: the second of the pair, spare[1]: 1 when it is there
    if (spare[1] == 1) { spare[1] = 0; return spare[0]; }
    double x, y, r;
    do {
      x = 2 * unit(s.next()) - 1;
      y = 2 * unit(s.next()) - 1;
      r = x * x + y * y;
    } while (r >= 1 || r == 0);
    double f = Math.sqrt(-2 * StrictMath.log(r) / r);
    spare[0] = y * f;
    spare[1] = 1;
    return x * f;
  }

  interface Make { Source of(long index); }

  static void cost(String name, Make m) {
    String[] what = {"create + 1 long", "long", "normal, ziggurat", "normal, polar"};
    double[] ns = new double[4];
    for (int k = 0; k < 4; k++) {
      double best = 1e9;
      for (int round = 0; round < 7; round++) {
        long t = System.nanoTime();
        double sum = 0;
        int n = 3_000_000;
        Source s = m.of(round);
        double[] spare = new double[2];
        switch (k) {
          case 0 -> { for (int i = 0; i < n; i++) sum += m.of(i).next(); }
          case 1 -> { for (int i = 0; i < n; i++) sum += s.next(); }
          case 2 -> { for (int i = 0; i < n; i++) sum += ziggurat(s); }
          default -> { for (int i = 0; i < n; i++) sum += polar(s, spare); }
        }
        sink += sum;
        best = Math.min(best, (System.nanoTime() - t) / (double) n);
      }
      ns[k] = best;
    }
    System.out.printf("%-14s ns: create + 1 long %5.2f, long %5.2f, normal by ziggurat %5.2f, by polar + StrictMath.log %5.2f%n", name, ns[0], ns[1], ns[2], ns[3]);
  }

  static void gibbs(Make m, int normals, int threads) {
    int rows = 300_000;
    float[] out = new float[rows];
    double best = 1e9;
    for (int round = 0; round < 4; round++) {
      long t = System.nanoTime();
      IntStream.range(0, threads).parallel().forEach(k -> {
        for (int r = k * (rows / threads); r < (k + 1) * (rows / threads); r++) {
          Source s = m.of(r);
          double sum = 0;
          for (int i = 0; i < normals; i++) sum += ziggurat(s);
          out[r] = (float) sum;
        }
      });
      best = Math.min(best, (System.nanoTime() - t) / 1e9);
    }
    System.out.printf("Gibbs draw: 300,000 rows x %d normals, %dT: %.3f s a sweep; first sum %.4f%n", normals, threads, best, out[0]);
  }

  static void distribution(String name, long n, long seed, boolean across) { // across: the first 8 draws of each of n / 8 neighbouring streams
    int bins = 2000;
    double lo = -5, w = 10.0 / bins;
    long[] h = new long[bins + 2];
    double[] m = new double[5];
    double last = 0, lag = 0;
    Source s = new Xoroshiro(seed, 3, 0);
    for (long i = 0; i < n; i++) {
      if (across && i % 8 == 0) s = new Xoroshiro(seed, 3, i / 8);
      double x = ziggurat(s);
      m[1] += x; m[2] += x * x; m[3] += x * x * x; m[4] += x * x * x * x;
      lag += x * last;
      last = x;
      h[x < lo ? 0 : x >= -lo ? bins + 1 : 1 + (int) ((x - lo) / w)]++;
    }
    double chi = 0, ks = 0, cdf = 2.8665157187919391e-7, seen = 0; // Phi(-5)
    for (int b = 0; b <= bins + 1; b++) {
      double a = lo + (b - 1) * w, p = b == 0 || b > bins ? 2.8665157187919391e-7 : 0;
      if (p == 0) for (int j = 0; j <= 8; j++) p += (j == 0 || j == 8 ? 1 : j % 2 == 1 ? 4 : 2) * Math.exp(-.5 * (a + j * w / 8) * (a + j * w / 8)) * w / 24 / Math.sqrt(2 * Math.PI);
      chi += (h[b] - n * p) * (h[b] - n * p) / (n * p);
      seen += h[b];
      if (b > 0) cdf += p;
      ks = Math.max(ks, Math.abs(seen / n - cdf));
    }
    double q = Math.sqrt(n);
    System.out.printf("%s, %d normals: z of moments 1-4 %.2f %.2f %.2f %.2f, of lag-1 %.2f; chi2 %.0f on %d (z %.2f); KS sqrt(n)*D %.3f (5 %% at 1.358)%n", name, n,
        m[1] / q, (m[2] / n - 1) * q / Math.sqrt(2), m[3] / q / Math.sqrt(15), (m[4] / n - 3) * q / Math.sqrt(96), lag / q, chi, bins + 1, (chi - bins - 1) / Math.sqrt(2.0 * bins + 2), ks * q);
  }

  static void means(String name, Make m, int streams, int n) { // is the mean of a long run as spread as it must be?
    double chi = IntStream.range(0, streams).parallel().mapToDouble(k -> {
      Source s = m.of(k);
      double sum = 0;
      for (int i = 0; i < n; i++) sum += ziggurat(s);
      return sum * sum / n;
    }).sum();
    System.out.printf("%s: sum of squared z of the mean of %d runs of %d normals: %.1f (z %.2f)%n", name, streams, n, chi, (chi - streams) / Math.sqrt(2.0 * streams));
  }

  static void neighbours(int n) {
    double worst = 0, worstBits = 0;
    int tests = 0;
    for (long delta : new long[] {1, 2, 3, 64, 4096, 1L << 31, 1L << 63})
      for (int skip = 0; skip < 8; skip++) {
        double c = 0;
        long bits = 0;
        for (int i = 0; i < n; i++) {
          Source s = new Xoroshiro(1, 1, i), t = new Xoroshiro(1, 1, i + delta);
          long x = 0, y = 0;
          for (int k = 0; k <= skip; k++) { x = s.next(); y = t.next(); }
          c += 12 * (unit(x) - .5) * (unit(y) - .5);
          bits += Long.bitCount(x ^ y);
        }
        worst = Math.max(worst, Math.abs(c / Math.sqrt(n)));
        worstBits = Math.max(worstBits, Math.abs((bits - 32.0 * n) / 4 / Math.sqrt(n)));
        tests++;
      }
    System.out.printf("neighbouring streams: worst of %d |z|: correlation %.2f, differing bits %.2f (about 2.7 expected)%n", tests, worst, worstBits);
    long[] first = new long[1 << 24];
    for (int i = 0; i < first.length; i++) first[i] = new Xoroshiro(1, 2, i).next() >>> 24;
    Arrays.sort(first);
    int same = 0;
    for (int i = 1; i < first.length; i++) if (first[i] == first[i - 1]) same++;
    System.out.printf("first outputs of 2^24 streams, upper 40 bits: %d equal neighbours (128 +- 11 expected)%n", same);
  }

  public static void main(String[] a) {
    long n = a.length > 0 ? Long.parseLong(a[0]) : 100_000_000;
    cost("xoroshiro128++", i -> new Xoroshiro(1, 1, i));
    cost("SplitMix64", i -> new SplitMix(1, 1, i));
    cost("Philox4x32-10", i -> new Philox(1, 1, i));
    for (int normals : new int[] {33, 65, 129}) for (int t = 1; t <= 2; t++) gibbs(i -> new Xoroshiro(1, 1, i), normals, t);
    for (long seed = 7; seed < 15; seed++) distribution("one stream, seed " + seed, n, seed, false);
    for (long seed = 7; seed < 15; seed++) distribution("8 of each stream, seed " + seed, n, seed, true);
    means("xoroshiro128++", i -> new Xoroshiro(20 + i, 3, 0), 400, (int) (n / 10));
    means("SplitMix64", i -> new SplitMix(20 + i, 3, 0), 400, (int) (n / 10));
    neighbours(1_000_000);
  }
}
