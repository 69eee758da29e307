package dev.sapor.split;

import dev.sapor.data.Interactions;

/**
 * Holds out a random share of the interactions, each on its own: an interaction is held out if a
 * hash of the seed, its user id and its item id falls below the share. So the part of an
 * interaction does not depend on the others, nor on the order of the input, and the size of the
 * held-out part is binomial around {@code fraction} of all.
 *
 * @param fraction expected share of the held-out part, in (0, 1)
 * @param seed seed of the draw
 */
public record RandomHoldout(double fraction, long seed) implements Splitter {

  /**
   * @throws IllegalArgumentException if the fraction is not in (0, 1)
   */
  public RandomHoldout {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("fraction must be between 0 and 1 (got " + fraction + ")");
    }
  }

  @Override
  public Split split(Interactions data) {
    PairHashes hashes = new PairHashes(data, seed, "holdout");
    long threshold = (long) (fraction * 0x1.0p62);
    return RowChoice.split(
        data,
        (user, start, chosen) -> {
          for (int i = 0; i < chosen.length; i++) {
            chosen[i] = hashes.of(user, start + i) >>> 2 < threshold;
          }
        });
  }
}
