package dev.sapor.linalg;

/**
 * Standard normal numbers by the ziggurat method of Marsaglia and Tsang (J. Statistical Software
 * 5(8), 2000) in the form of Doornik ("An improved ziggurat method to generate normal random
 * samples", 2005): 128 blocks of equal area, the block index and the abscissa from separate bits of
 * one 64-bit word.
 *
 * <p>Tables and the rare slow paths use {@link StrictMath} only, so the numbers are the same bits
 * on every machine.
 */
final class Ziggurat {

  private static final int BLOCKS = 128;
  // Start of the tail and area of each block for 128 blocks (Doornik 2005, table 1).
  private static final double TAIL = 3.442619855899;
  private static final double AREA = 9.91256303526217e-3;

  // X[i] is the right end of block i; block 0 is the base strip with the tail.
  private static final double[] X = new double[BLOCKS + 1];
  private static final double[] RATIO = new double[BLOCKS];

  static {
    double density = StrictMath.exp(-0.5 * TAIL * TAIL);
    X[0] = AREA / density;
    X[1] = TAIL;
    for (int i = 2; i < BLOCKS; i++) {
      X[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / X[i - 1] + density));
      density = StrictMath.exp(-0.5 * X[i] * X[i]);
    }
    X[BLOCKS] = 0;
    for (int i = 0; i < BLOCKS; i++) {
      RATIO[i] = X[i + 1] / X[i];
    }
  }

  static double next(RandomStream random) {
    while (true) {
      long bits = random.nextLong();
      int block = (int) (bits & (BLOCKS - 1));
      // 53 signed bits above the block index: u is uniform in [-1, 1).
      double u = (bits >> 10) * 0x1.0p-53;
      if (Math.abs(u) < RATIO[block]) {
        return u * X[block];
      }
      if (block == 0) {
        return tail(random, u < 0);
      }
      double x = u * X[block];
      double upper = StrictMath.exp(-0.5 * (X[block] * X[block] - x * x));
      double lower = StrictMath.exp(-0.5 * (X[block + 1] * X[block + 1] - x * x));
      if (lower + random.nextDouble() * (upper - lower) < 1.0) {
        return x;
      }
    }
  }

  /** Beyond the last block: Marsaglia's exact method for the tail of the normal. */
  private static double tail(RandomStream random, boolean negative) {
    double x;
    double y;
    do {
      x = StrictMath.log(1 - random.nextDouble()) / TAIL;
      y = StrictMath.log(1 - random.nextDouble());
    } while (-2 * y < x * x);
    return negative ? x - TAIL : TAIL - x;
  }

  private Ziggurat() {}
}
