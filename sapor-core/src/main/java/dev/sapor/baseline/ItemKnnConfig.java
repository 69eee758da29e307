package dev.sapor.baseline;

/**
 * Hyper-parameters of item-kNN.
 *
 * @param neighbours most similar items k that each item keeps; 0 for all that share a user with it
 * @param shrinkage added to the denominator of a similarity, at least 0: few shared users count for
 *     less
 * @param activityExponent p, at least 0: the row of a user with n interactions is weighted by n^-p
 *     when items are compared, so that who took everything says less; 0 for the plain cosine
 * @param normalized whether the score of an item is divided by the sum of the magnitudes of its
 *     similarities, so that it is a weighted mean
 * @param cells what an interaction counts
 */
public record ItemKnnConfig(
    int neighbours,
    double shrinkage,
    double activityExponent,
    boolean normalized,
    CellValues cells) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ItemKnnConfig {
    if (neighbours < 0) {
      throw new IllegalArgumentException("neighbours must be at least 0 (got " + neighbours + ")");
    }
    checkNonNegative("shrinkage", shrinkage);
    checkNonNegative("activity exponent", activityExponent);
  }

  private static void checkNonNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " must be a finite number, at least 0 (got " + value + ")");
    }
  }

  /** The plain cosine over binary cells with all neighbours: nothing to tune. */
  public static ItemKnnConfig defaults() {
    return new ItemKnnConfig(0, 0, 0, false, CellValues.ONES);
  }

  public ItemKnnConfig withNeighbours(int newNeighbours) {
    return new ItemKnnConfig(newNeighbours, shrinkage, activityExponent, normalized, cells);
  }

  public ItemKnnConfig withShrinkage(double newShrinkage) {
    return new ItemKnnConfig(neighbours, newShrinkage, activityExponent, normalized, cells);
  }

  public ItemKnnConfig withActivityExponent(double newExponent) {
    return new ItemKnnConfig(neighbours, shrinkage, newExponent, normalized, cells);
  }

  public ItemKnnConfig withNormalized(boolean newNormalized) {
    return new ItemKnnConfig(neighbours, shrinkage, activityExponent, newNormalized, cells);
  }

  public ItemKnnConfig withCells(CellValues newCells) {
    return new ItemKnnConfig(neighbours, shrinkage, activityExponent, normalized, newCells);
  }
}
