package dev.sapor.split;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.RandomStream;

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
    long[] userKeys = keys(data.users(), "holdout user");
    long[] itemKeys = keys(data.items(), "holdout item");
    CsrMatrix matrix = data.byUser();
    HeldOut heldOut = new HeldOut(matrix, userKeys, itemKeys);
    return new Split(data.select(at -> !heldOut.test(at)), data.select(heldOut::test));
  }

  private long[] keys(IdMap ids, String purpose) {
    long[] keys = new long[ids.size()];
    for (int index = 0; index < keys.length; index++) {
      keys[index] = RandomStream.of(seed, purpose + " " + ids.id(index)).nextLong();
    }
    return keys;
  }

  /** Decides by position; positions must come in growing order, for it follows the rows along. */
  private final class HeldOut {
    private final CsrMatrix matrix;
    private final long[] userKeys;
    private final long[] itemKeys;
    private final long threshold = (long) (fraction * 0x1.0p62);
    private int user;

    HeldOut(CsrMatrix matrix, long[] userKeys, long[] itemKeys) {
      this.matrix = matrix;
      this.userKeys = userKeys;
      this.itemKeys = itemKeys;
    }

    boolean test(long position) {
      if (position < matrix.start(user)) {
        user = 0;
      }
      while (position >= matrix.end(user)) {
        user++;
      }
      long hash =
          RandomStream.mix(userKeys[user] + RandomStream.mix(itemKeys[matrix.column(position)]));
      return hash >>> 2 < threshold;
    }
  }
}
