package dev.sapor.split;

import dev.sapor.data.Interactions;
import java.util.Objects;

/**
 * Cuts interactions into folds at random, each interaction on its own: its fold is a hash of the
 * seed, its user id and its item id, scaled to {@code 0 .. folds-1}. So the fold of an interaction
 * does not depend on the others, nor on the order of the input, and the sizes of the folds are
 * multinomial around equal shares.
 *
 * @param folds number of folds, at least 2
 * @param seed seed of the draw
 */
public record KFold(int folds, long seed) implements FoldSplitter {

  /**
   * @throws IllegalArgumentException if there are fewer than 2 folds
   */
  public KFold {
    if (folds < 2) {
      throw new IllegalArgumentException("folds must be at least 2 (got " + folds + ")");
    }
  }

  @Override
  public Split split(Interactions data, int fold) {
    Objects.checkIndex(fold, folds);
    PairHashes hashes = new PairHashes(data, seed, "fold");
    return RowChoice.split(
        data,
        (user, start, chosen) -> {
          for (int i = 0; i < chosen.length; i++) {
            long hash = hashes.of(user, start + i) >>> 32;
            chosen[i] = ((hash * folds) >>> 32) == fold;
          }
        });
  }
}
