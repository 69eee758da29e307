package dev.sapor.baseline;

/**
 * Hyper-parameters of item-kNN.
 *
 * @param neighbours most similar items k that each item keeps; 0 for all that share a user with it
 * @param shrinkage added to the denominator of a similarity, at least 0: few shared users count for
 *     less
 * @param activityExponent p, at least 0: the row of a user with n interactions is weighted by n^-p
 *     when items are compared, so that who took everything says less; 0 for the plain cosine
 * @param aggregation how similarities make a score
 * @param cells what an interaction counts
 */
public record ItemKnnConfig(
    int neighbours,
    double shrinkage,
    double activityExponent,
    Aggregation aggregation,
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
    return new ItemKnnConfig(0, 0, 0, Aggregation.SUM, CellValues.ONES);
  }

  public ItemKnnConfig withNeighbours(int newNeighbours) {
    return new ItemKnnConfig(newNeighbours, shrinkage, activityExponent, aggregation, cells);
  }

  public ItemKnnConfig withShrinkage(double newShrinkage) {
    return new ItemKnnConfig(neighbours, newShrinkage, activityExponent, aggregation, cells);
  }

  public ItemKnnConfig withActivityExponent(double newExponent) {
    return new ItemKnnConfig(neighbours, shrinkage, newExponent, aggregation, cells);
  }

  public ItemKnnConfig withAggregation(Aggregation newAggregation) {
    return new ItemKnnConfig(neighbours, shrinkage, activityExponent, newAggregation, cells);
  }

  public ItemKnnConfig withCells(CellValues newCells) {
    return new ItemKnnConfig(neighbours, shrinkage, activityExponent, aggregation, newCells);
  }
}
