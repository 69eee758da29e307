package dev.sapor.prepare;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;

/**
 * The core of a bipartite graph: the greatest set of users and items in which each user has at
 * least a and each item at least b interactions.
 *
 * <p>Whoever has too few is removed, which may leave others with too few, until nobody is: those
 * wait on a stack, and each removal walks through one row of the matrix or of its transpose. The
 * result does not depend on the order of removals (Seidman, "Network structure and minimum degree",
 * Social Networks 5(3), 1983; Batagelj and Zaversnik, "An O(m) algorithm for cores decomposition of
 * networks", 2003). Cost: O(interactions + users + items), and the item-major view of the data.
 */
final class Core {

  private final CsrMatrix byUser;
  private final CsrMatrix byItem;
  private final int minUser;
  private final int minItem;
  private final int[] userCounts;
  private final int[] itemCounts;
  private final boolean[] removedUsers;
  private final boolean[] removedItems;
  // Users as they are, items as their complement.
  private final int[] waiting;
  private int depth;

  private Core(Interactions data, int minUser, int minItem) {
    this.byUser = data.byUser();
    this.byItem = data.byItem();
    this.minUser = minUser;
    this.minItem = minItem;
    this.userCounts = counts(byUser);
    this.itemCounts = counts(byItem);
    this.removedUsers = new boolean[userCounts.length];
    this.removedItems = new boolean[itemCounts.length];
    this.waiting = new int[Math.addExact(userCounts.length, itemCounts.length)];
  }

  private static int[] counts(CsrMatrix matrix) {
    int[] counts = new int[matrix.rows()];
    for (int row = 0; row < counts.length; row++) {
      counts[row] = matrix.count(row);
    }
    return counts;
  }

  /** The interactions of the core. */
  static Interactions of(Interactions data, int minUser, int minItem) {
    Core core = new Core(data, minUser, minItem);
    core.peel();
    PositionSet kept = core.kept(data.size());
    return data.select(kept::contains);
  }

  private void peel() {
    for (int user = 0; user < userCounts.length; user++) {
      checkUser(user);
    }
    for (int item = 0; item < itemCounts.length; item++) {
      checkItem(item);
    }
    while (depth > 0) {
      int next = waiting[--depth];
      if (next >= 0) {
        for (long at = byUser.start(next); at < byUser.end(next); at++) {
          itemCounts[byUser.column(at)]--;
          checkItem(byUser.column(at));
        }
      } else {
        for (long at = byItem.start(~next); at < byItem.end(~next); at++) {
          userCounts[byItem.column(at)]--;
          checkUser(byItem.column(at));
        }
      }
    }
  }

  private void checkUser(int user) {
    if (!removedUsers[user] && userCounts[user] < minUser) {
      removedUsers[user] = true;
      waiting[depth++] = user;
    }
  }

  private void checkItem(int item) {
    if (!removedItems[item] && itemCounts[item] < minItem) {
      removedItems[item] = true;
      waiting[depth++] = ~item;
    }
  }

  private PositionSet kept(long size) {
    PositionSet kept = new PositionSet(size);
    for (int user = 0; user < removedUsers.length; user++) {
      for (long at = byUser.start(user); at < byUser.end(user) && !removedUsers[user]; at++) {
        if (!removedItems[byUser.column(at)]) {
          kept.add(at);
        }
      }
    }
    return kept;
  }
}
