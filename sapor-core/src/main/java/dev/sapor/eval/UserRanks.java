package dev.sapor.eval;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * Where the relevant items of one user stand in the ranking of all candidates: all that a ranking
 * metric looks at.
 *
 * <p>Relevant items of one score form a group. Where ties are broken by item order, every group has
 * one place and one item. Where the expectation over ties is taken, a group spans all places that
 * candidates of its score share, and each order of them is equally likely. A relevant item that is
 * not a candidate, or stands beyond the length that was asked for, is in no group and counts as
 * missed. Immutable.
 */
public final class UserRanks {

  private final int candidates;
  private final int relevant;
  private final int[] items;
  private final int[] above;
  private final int[] tied;

  /**
   * @param candidates number of items in the ranking
   * @param relevant number of relevant items, in the ranking or not, at least 1
   * @param items relevant items in the ranking, best first
   * @param above for each of them how many candidates stand above its group; not decreasing
   * @param tied for each of them how many candidates share the places of its group
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public UserRanks(int candidates, int relevant, int[] items, int[] above, int[] tied) {
    if (relevant < 1 || items.length > relevant) {
      throw new IllegalArgumentException(
          "relevant must be at least 1 and the number of ranked ones (got " + relevant + ")");
    }
    Objects.checkFromIndexSize(0, items.length, above.length);
    Objects.checkFromIndexSize(0, items.length, tied.length);
    this.candidates = candidates;
    this.relevant = relevant;
    this.items = items;
    this.above = above;
    this.tied = tied;
  }

  /** A ranking without ties in which the relevant items have these ranks, growing and from 1. */
  public static UserRanks of(int candidates, int relevant, int... ranks) {
    int[] above = new int[ranks.length];
    int[] tied = new int[ranks.length];
    for (int k = 0; k < ranks.length; k++) {
      above[k] = ranks[k] - 1;
      tied[k] = 1;
    }
    return new UserRanks(candidates, relevant, new int[ranks.length], above, tied);
  }

  /** Number of items in the ranking. */
  public int candidates() {
    return candidates;
  }

  /** Number of relevant items, in the ranking or not. */
  public int relevant() {
    return relevant;
  }

  /** Number of relevant items in the ranking. */
  public int ranked() {
    return items.length;
  }

  /** Sees groups of relevant items, best first. */
  @FunctionalInterface
  public interface GroupVisitor {

    /**
     * Sees a group.
     *
     * @param above candidates above it: it has the ranks {@code above + 1 .. above + size}
     * @param size candidates that share these ranks
     * @param hits how many of them are relevant, at least 1
     * @param hitsBefore relevant items in the groups above
     */
    void group(int above, int size, int hits, int hitsBefore);
  }

  /** Shows the groups, best first. */
  public void forEachGroup(GroupVisitor visitor) {
    for (int start = 0; start < items.length; ) {
      int end = start + 1;
      while (end < items.length && above[end] == above[start]) {
        end++;
      }
      visitor.group(above[start], tied[start], end - start, start);
      start = end;
    }
  }

  /**
   * The same ranking where only some of the relevant items are looked for; the others remain
   * candidates.
   *
   * @param relevantOfThem how many relevant items there are of those, in the ranking or not
   */
  UserRanks only(IntPredicate wanted, int relevantOfThem) {
    int[] keptItems = new int[items.length];
    int[] keptAbove = new int[items.length];
    int[] keptTied = new int[items.length];
    int count = 0;
    for (int k = 0; k < items.length; k++) {
      if (wanted.test(items[k])) {
        keptItems[count] = items[k];
        keptAbove[count] = above[k];
        keptTied[count++] = tied[k];
      }
    }
    int[] exact = Arrays.copyOf(keptItems, count);
    return new UserRanks(candidates, relevantOfThem, exact, keptAbove, keptTied);
  }
}
