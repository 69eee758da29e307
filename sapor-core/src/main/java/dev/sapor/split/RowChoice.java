package dev.sapor.split;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import java.util.function.LongPredicate;

/**
 * Which interactions a rule chooses that goes by rows: decided once, row after row, and kept as a
 * bit for each.
 */
final class RowChoice implements LongPredicate {

  /** Chooses within one row. */
  @FunctionalInterface
  interface Rule {
    /**
     * Decides one row.
     *
     * @param user index of the row, which is not empty
     * @param start position of its first entry
     * @param chosen as long as the row, all false: set to true what is chosen
     */
    void choose(int user, long start, boolean[] chosen);
  }

  // One bit for each position.
  private final long[] bits;

  RowChoice(Interactions data, Rule rule) {
    CsrMatrix matrix = data.byUser();
    bits = new long[Math.toIntExact(Math.ceilDiv(matrix.nonZeros(), Long.SIZE))];
    for (int user = 0; user < matrix.rows(); user++) {
      if (matrix.count(user) > 0) {
        boolean[] chosen = new boolean[matrix.count(user)];
        rule.choose(user, matrix.start(user), chosen);
        keep(chosen, matrix.start(user));
      }
    }
  }

  private void keep(boolean[] chosen, long start) {
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i]) {
        bits[(int) ((start + i) >>> 6)] |= 1L << (start + i);
      }
    }
  }

  /** A split whose test part is what is chosen. */
  static Split split(Interactions data, Rule rule) {
    RowChoice test = new RowChoice(data, rule);
    return new Split(data.select(at -> !test.test(at)), data.select(test));
  }

  @Override
  public boolean test(long position) {
    return (bits[(int) (position >>> 6)] & (1L << position)) != 0;
  }
}
