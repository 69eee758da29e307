package dev.sapor.recommend;

import dev.sapor.linalg.FloatMatrix;
import java.util.Objects;

/** The check that implementations of {@link Scorer} make once for each block. */
public final class ScoreBlocks {

  /**
   * Checks the arguments of {@link Scorer#score}.
   *
   * @throws IndexOutOfBoundsException if there is no such user or the target has too few rows
   * @throws IllegalArgumentException if the target has another width
   */
  public static void check(Scorer scorer, int[] userIndices, int from, int to, FloatMatrix scores) {
    Objects.checkFromToIndex(from, to, userIndices.length);
    Objects.checkFromIndexSize(0, to - from, scores.rows());
    if (scores.columns() != scorer.items()) {
      throw new IllegalArgumentException(
          "scores must have %s columns (got %s)".formatted(scorer.items(), scores.columns()));
    }
    for (int k = from; k < to; k++) {
      Objects.checkIndex(userIndices[k], scorer.users());
    }
  }

  private ScoreBlocks() {}
}
