package dev.sapor.baseline;

/**
 * Hyper-parameters of EASE.
 *
 * @param l2 λ, the weight of ‖B‖², above 0
 * @param cells what an interaction counts
 */
public record EaseConfig(double l2, CellValues cells) {

  /**
   * @throws IllegalArgumentException if λ is not a positive number
   */
  public EaseConfig {
    if (!(l2 > 0 && l2 < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("l2 must be a positive number (got " + l2 + ")");
    }
  }

  /** λ = 500, the value of the paper for MovieLens 20M, on binary cells. */
  public static EaseConfig defaults() {
    return new EaseConfig(500, CellValues.ONES);
  }

  public EaseConfig withL2(double newL2) {
    return new EaseConfig(newL2, cells);
  }

  public EaseConfig withCells(CellValues newCells) {
    return new EaseConfig(l2, newCells);
  }
}
