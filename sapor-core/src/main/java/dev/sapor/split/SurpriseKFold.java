package dev.sapor.split;

import dev.sapor.data.Interactions;
import java.util.Objects;

/**
 * The folds that Surprise makes, to the row: {@code KFold(n_splits=folds, random_state=seed)} of
 * scikit-surprise 1.1 shuffles the numbers of the rows in the order of the file by {@code
 * numpy.random.RandomState(seed)} and cuts the result into contiguous folds, the first {@code n %
 * folds} of them one longer. Its table of benchmarks uses 5 folds and seed 0.
 *
 * <p>This rule goes by the order of rows: the data must have been read with their ordinals.
 *
 * @param folds number of folds, at least 2
 * @param seed seed of numpy's generator, 0 to 2^32 - 1
 */
public record SurpriseKFold(int folds, long seed) implements FoldSplitter {

  /** The seed of the published table. */
  public static final long PUBLISHED_SEED = 0;

  /**
   * @throws IllegalArgumentException if there are fewer than 2 folds, or the seed is none
   */
  public SurpriseKFold {
    if (folds < 2) {
      throw new IllegalArgumentException("folds must be at least 2 (got " + folds + ")");
    }
    LegacyNumpyRandom.checkSeed(seed);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the data have no ordinals, or fewer interactions than folds
   */
  @Override
  public Split split(Interactions data, int fold) {
    Objects.checkIndex(fold, folds);
    FileOrder order = new FileOrder(data, "a Surprise split");
    int size = order.size();
    if (size < folds) {
      throw new IllegalArgumentException(
          "%s folds of %s interactions cannot be made".formatted(folds, size));
    }
    int[] shuffled = new LegacyNumpyRandom(seed).permutation(size);
    int start = fold * (size / folds) + Math.min(fold, size % folds);
    int end = start + size / folds + (fold < size % folds ? 1 : 0);
    boolean[] held = new boolean[size];
    for (int i = start; i < end; i++) {
      held[shuffled[i]] = true;
    }
    return new Split(
        data.select(at -> !held[order.rank(at)]), data.select(at -> held[order.rank(at)]));
  }
}
