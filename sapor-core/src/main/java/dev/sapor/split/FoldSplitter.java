package dev.sapor.split;

import dev.sapor.data.Interactions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rule that cuts interactions into folds for cross-validation: each fold is the test part once,
 * and the others are then the part to train on.
 */
public interface FoldSplitter {

  /** Number of folds, at least 2. */
  int folds();

  /**
   * One of the splits. The test parts of all of them are disjoint and together hold every
   * interaction.
   *
   * @param fold from 0
   * @throws IndexOutOfBoundsException if there is no such fold
   */
  Split split(Interactions data, int fold);

  /** All splits; together they take {@code folds} times the memory of the data. */
  default List<Split> splits(Interactions data) {
    return IntStream.range(0, folds()).mapToObj(fold -> split(data, fold)).toList();
  }
}
