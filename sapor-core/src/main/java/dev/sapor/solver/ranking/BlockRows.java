package dev.sapor.solver.ranking;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import java.util.Arrays;

/**
 * The rows that a step touches: a few users, the negatives, and what else the users have, each item
 * once. Items are numbered within the step, the negatives first.
 */
final class BlockRows {

  private final CsrMatrix byUser;
  private final int[] numbers;
  private final int negatives;
  final int[] users;
  int userCount;
  final int[] items;
  int itemCount;

  /** Interactions of the step, user by user: from {@code starts[b]} on those of user b. */
  final int[] starts;

  /** The number of the item of each. */
  int[] pairItems = {};

  /** The user of each, counted within the step. */
  int[] pairUsers = {};

  /** The weight of each in the loss. */
  float[] weights = {};

  /** The same interactions by item: those of item k are listed from {@code itemStarts[k]} on. */
  final int[] itemStarts;

  int[] byItem = {};

  /** For steps of so many users at most, with so many negatives. */
  static BlockRows of(Interactions train, int batch, int negatives) {
    int[] counts = Arrays.stream(train.userCounts()).filter(count -> count > 0).sorted().toArray();
    int users = Math.clamp(counts.length, 1, batch);
    // A step can touch the negatives, and the longest lists of as many users.
    long most = negatives;
    for (int k = Math.max(0, counts.length - users); k < counts.length; k++) {
      most += counts[k];
    }
    int items = (int) Math.min(train.byUser().columns(), most);
    return new BlockRows(train.byUser(), users, negatives, Math.max(items, negatives));
  }

  /**
   * @param byUser all interactions
   * @param batch users of a step at most
   * @param negatives of a step
   * @param mostItems items that a step can touch
   */
  private BlockRows(CsrMatrix byUser, int batch, int negatives, int mostItems) {
    this.byUser = byUser;
    this.negatives = negatives;
    this.numbers = new int[byUser.columns()];
    Arrays.fill(numbers, -1);
    this.users = new int[batch];
    this.starts = new int[batch + 1];
    this.items = new int[mostItems];
    this.itemStarts = new int[mostItems + 1];
  }

  /**
   * Takes users; the negatives must stand in {@link #items} already.
   *
   * @param order users by their place
   * @param from place of the first
   * @param to place after the last
   */
  void set(int[] order, int from, int to) {
    userCount = to - from;
    itemCount = negatives;
    for (int k = 0; k < negatives; k++) {
      numbers[items[k]] = k;
    }
    int pairs = 0;
    for (int b = 0; b < userCount; b++) {
      users[b] = order[from + b];
      starts[b] = pairs;
      pairs += byUser.count(users[b]);
    }
    starts[userCount] = pairs;
    grow(pairs);
    for (int b = 0; b < userCount; b++) {
      number(b);
    }
    sortByItem(pairs);
    for (int k = 0; k < itemCount; k++) {
      numbers[items[k]] = -1;
    }
  }

  private void grow(int pairs) {
    if (pairs > pairItems.length) {
      int length = pairs + pairs / 2;
      pairItems = new int[length];
      pairUsers = new int[length];
      weights = new float[length];
      byItem = new int[length];
    }
  }

  private void number(int b) {
    int pair = starts[b];
    long end = byUser.end(users[b]);
    for (long at = byUser.start(users[b]); at < end; at++) {
      int item = byUser.column(at);
      if (numbers[item] < 0) {
        numbers[item] = itemCount;
        items[itemCount++] = item;
      }
      pairItems[pair] = numbers[item];
      pairUsers[pair++] = b;
    }
  }

  /** A counting sort: the interactions of an item stay in the order of the users. */
  private void sortByItem(int pairs) {
    Arrays.fill(itemStarts, 0, itemCount + 1, 0);
    for (int pair = 0; pair < pairs; pair++) {
      itemStarts[pairItems[pair]]++;
    }
    int start = 0;
    for (int k = 0; k <= itemCount; k++) {
      start += itemStarts[k];
      itemStarts[k] = start;
    }
    for (int pair = pairs - 1; pair >= 0; pair--) {
      byItem[--itemStarts[pairItems[pair]]] = pair;
    }
  }
}
