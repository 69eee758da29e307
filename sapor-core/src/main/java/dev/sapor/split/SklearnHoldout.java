package dev.sapor.split;

import dev.sapor.data.Interactions;

/**
 * The split that scikit-learn makes, to the row: {@code train_test_split(rows, test_size=fraction,
 * random_state=seed)} permutes the numbers of the rows in the order of the file by {@code
 * numpy.random.RandomState(seed)} and takes the first {@code ceil(fraction * n)} for the test part
 * ({@code ShuffleSplit} in {@code sklearn/model_selection/_split.py}). The benchmarks of cmfrec use
 * a fraction of 0.2 and seed 1.
 *
 * <p>This rule goes by the order of rows: the data must have been read with their ordinals.
 *
 * @param fraction share of the test part, in (0, 1)
 * @param seed seed of numpy's generator, 0 to 2^32 - 1
 */
public record SklearnHoldout(double fraction, long seed) implements Splitter {

  /** The seed of the published tables. */
  public static final long PUBLISHED_SEED = 1;

  /**
   * @throws IllegalArgumentException if the fraction is not in (0, 1), or the seed is none
   */
  public SklearnHoldout {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("fraction must be between 0 and 1 (got " + fraction + ")");
    }
    LegacyNumpyRandom.checkSeed(seed);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the data have no ordinals
   */
  @Override
  public Split split(Interactions data) {
    FileOrder order = new FileOrder(data, "a scikit-learn split");
    int[] permutation = new LegacyNumpyRandom(seed).permutation(order.size());
    int tested = (int) Math.ceil(fraction * order.size());
    boolean[] held = new boolean[order.size()];
    for (int i = 0; i < tested; i++) {
      held[permutation[i]] = true;
    }
    return new Split(
        data.select(at -> !held[order.rank(at)]), data.select(at -> held[order.rank(at)]));
  }
}
