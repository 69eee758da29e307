package dev.sapor.textbook;

import dev.sapor.linalg.RandomStream;

/** Small random matrices. */
final class TextbookMatrices {

  /** Ratings 1 to 5, each missing with a probability; the last user and item have none at all. */
  static double[][] ratings(int users, int items, double missing, long seed) {
    RandomStream random = RandomStream.of(seed, "test ratings");
    double[][] ratings = new double[users][items];
    for (int n = 0; n < users; n++) {
      for (int m = 0; m < items; m++) {
        double rating = 1 + random.nextInt(5);
        boolean none = random.nextDouble() < missing || n == users - 1 || m == items - 1;
        ratings[n][m] = none ? Double.NaN : rating;
      }
    }
    return ratings;
  }

  static double[][] normal(int rows, int columns, long seed, String purpose) {
    return MatrixFactorization.standardNormal(
        rows, TextbookConfig.defaults().withFactors(columns).withSeed(seed), purpose);
  }

  private TextbookMatrices() {}
}
