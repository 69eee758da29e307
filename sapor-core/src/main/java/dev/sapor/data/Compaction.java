package dev.sapor.data;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * Drops the users and items without entries; positions stay as they are, for empty rows hold none.
 */
final class Compaction {

  static Interactions compact(
      Interactions source, @Nullable LongColumn times, @Nullable LongColumn ordinals) {
    CsrMatrix matrix = source.byUser();
    boolean[] usedUsers = new boolean[matrix.rows()];
    boolean[] usedItems = new boolean[matrix.columns()];
    for (int user = 0; user < matrix.rows(); user++) {
      usedUsers[user] = matrix.count(user) > 0;
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        usedItems[matrix.column(at)] = true;
      }
    }
    IdMap users = source.users().select(usedUsers);
    IdMap items = source.items().select(usedItems);
    if (users.size() == matrix.rows() && items.size() == matrix.columns()) {
      return source;
    }
    CsrMatrix compact =
        new CsrMatrix(
            items.size(),
            offsets(matrix, usedUsers, users.size()),
            columns(matrix, usedItems),
            matrix.values());
    return new Interactions(users, items, source.rated(), compact, times, ordinals);
  }

  private static long[] offsets(CsrMatrix matrix, boolean[] used, int count) {
    long[] offsets = new long[count + 1];
    int to = 0;
    for (int user = 0; user < matrix.rows(); user++) {
      if (used[user]) {
        offsets[++to] = matrix.end(user);
      }
    }
    return offsets;
  }

  private static IntColumn columns(CsrMatrix matrix, boolean[] used) {
    int[] newIndex = new int[used.length];
    int count = 0;
    for (int item = 0; item < used.length; item++) {
      newIndex[item] = count;
      count += used[item] ? 1 : 0;
    }
    IntColumn columns = IntColumn.zeros(matrix.nonZeros());
    for (long at = 0; at < matrix.nonZeros(); at++) {
      columns.set(at, newIndex[matrix.column(at)]);
    }
    return columns;
  }

  private Compaction() {}
}
