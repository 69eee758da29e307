package dev.sapor.eval;

/**
 * How intervals and paired tests are taken: by drawing the users of the test set again.
 *
 * @param replicates how many sets of users are drawn
 * @param level confidence of the intervals, such as 0.95
 * @param seed seed of the draws
 */
public record Resampling(int replicates, double level, long seed) {

  /**
   * @throws IllegalArgumentException if there are fewer than 100 replicates or the level is not in
   *     (0, 1)
   */
  public Resampling {
    if (replicates < 100) {
      throw new IllegalArgumentException(
          "replicates must be at least 100 (got " + replicates + ")");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1 (got " + level + ")");
    }
  }

  /** A thousand replicates, 95 %, seed 1. */
  public static Resampling defaults() {
    return new Resampling(1000, 0.95, 1);
  }
}
