package dev.sapor.benchmarks.synthetic;

import dev.sapor.linalg.RandomStream;

/**
 * What made-up users think of made-up items: a level, a bias of each user and of each item, and the
 * product of {@value #RANK} planted factors, all normal, plus noise for each rating, rounded to
 * whole stars from 1 to 5. The factors of later dimensions are smaller, as in real data.
 *
 * <p>Everything is multiplication and addition of doubles in one order, and so the same on every
 * machine.
 */
final class PlantedTaste {

  static final int RANK = 16;

  private static final double LEVEL = 3.5;
  private static final double USER_SPREAD = 0.35;
  private static final double ITEM_SPREAD = 0.4;
  private static final double TASTE_SPREAD = 0.5;
  private static final double NOISE = 0.75;
  // Each dimension explains this share of the variance of the one before.
  private static final double FADING = 0.85;

  private final long seed;
  private final double[] spreads = spreads();
  // Row i: bias, then factors.
  private final double[][] items;
  private final double[] user = new double[1 + RANK];

  PlantedTaste(int items, long seed) {
    this.seed = seed;
    this.items = new double[items][1 + RANK];
    for (int item = 0; item < items; item++) {
      draw(RandomStream.of(seed, "taste of an item", item), ITEM_SPREAD, this.items[item]);
    }
  }

  private static double[] spreads() {
    double sum = 0;
    double variance = 1;
    for (int f = 0; f < RANK; f++) {
      sum += variance;
      variance *= FADING;
    }
    double[] spreads = new double[RANK];
    variance = TASTE_SPREAD * TASTE_SPREAD / sum;
    for (int f = 0; f < RANK; f++) {
      // The product of two normals with this spread has the variance of the dimension.
      spreads[f] = Math.sqrt(Math.sqrt(variance));
      variance *= FADING;
    }
    return spreads;
  }

  private void draw(RandomStream random, double biasSpread, double[] row) {
    row[0] = biasSpread * random.nextGaussian();
    for (int f = 0; f < RANK; f++) {
      row[1 + f] = spreads[f] * random.nextGaussian();
    }
  }

  /** Ratings that follow are those of this user. */
  void moveTo(int userIndex) {
    draw(RandomStream.of(seed, "taste of a user", userIndex), USER_SPREAD, user);
  }

  /** What the current user thinks of an item, before noise and rounding. */
  double mean(int itemIndex) {
    double[] item = items[itemIndex];
    double sum = LEVEL + user[0] + item[0];
    for (int f = 1; f <= RANK; f++) {
      sum += user[f] * item[f];
    }
    return sum;
  }

  /** The stars that the current user gives to an item: 1 to 5. */
  int stars(int itemIndex, RandomStream random) {
    return (int) Math.clamp(Math.rint(mean(itemIndex) + NOISE * random.nextGaussian()), 1, 5);
  }
}
