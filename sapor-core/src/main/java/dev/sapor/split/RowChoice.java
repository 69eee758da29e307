package dev.sapor.split;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import java.util.function.LongPredicate;

/**
 * Decides row after row which interactions are chosen. As a predicate it takes positions in growing
 * order, or again from the first, as {@link Interactions#select} asks for them: it follows the rows
 * along and decides each when it comes to it, so that the choice of a row needs no more memory than
 * the row.
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
     * @param chosen as long as the row or longer, all false: set to true what is chosen
     */
    void choose(int user, long start, boolean[] chosen);
  }

  private final CsrMatrix matrix;
  private final Rule rule;
  private int user = -1;
  private boolean[] chosen = new boolean[0];

  RowChoice(Interactions data, Rule rule) {
    this.matrix = data.byUser();
    this.rule = rule;
  }

  /** A split whose test part is what is chosen. */
  static Split split(Interactions data, Rule rule) {
    RowChoice test = new RowChoice(data, rule);
    return new Split(data.select(at -> !test.test(at)), data.select(test));
  }

  @Override
  public boolean test(long position) {
    if (user < 0 || position < matrix.start(user) || position >= matrix.end(user)) {
      moveTo(position);
    }
    return chosen[(int) (position - matrix.start(user))];
  }

  private void moveTo(long position) {
    user = user < 0 || position < matrix.start(user) ? 0 : user;
    while (position >= matrix.end(user)) {
      user++;
    }
    chosen = new boolean[matrix.count(user)];
    rule.choose(user, matrix.start(user), chosen);
  }
}
