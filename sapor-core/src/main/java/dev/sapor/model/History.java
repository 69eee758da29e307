package dev.sapor.model;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;

/**
 * Who had to do with what in training, with values: users x items by index. Kept beside a model so
 * that seen items can be left out, scores explained and users updated. Personal data: a model may
 * go without it.
 *
 * @param byUser users x items
 */
public record History(CsrMatrix byUser) {

  /** Whether the user had the item in training. */
  public boolean contains(int userIndex, int itemIndex) {
    return byUser.find(userIndex, itemIndex) >= 0;
  }

  /** The interactions of all users but one. */
  History without(int userIndex) {
    long first = byUser.start(userIndex);
    int count = byUser.count(userIndex);
    long[] offsets = new long[byUser.rows()];
    for (int row = 0; row < offsets.length; row++) {
      offsets[row] = row <= userIndex ? byUser.start(row) : byUser.start(row + 1) - count;
    }
    offsets[offsets.length - 1] = byUser.nonZeros() - count;
    IntColumn columns = IntColumn.zeros(byUser.nonZeros() - count);
    FloatColumn values = FloatColumn.zeros(columns.size());
    for (long at = 0; at < columns.size(); at++) {
      long from = at < first ? at : at + count;
      columns.set(at, byUser.column(from));
      values.set(at, byUser.value(from));
    }
    return new History(new CsrMatrix(byUser.columns(), offsets, columns, values));
  }

  /** Interactions of each item without those of a user. */
  int[] itemCountsWithout(int[] itemCounts, int userIndex) {
    int[] counts = itemCounts.clone();
    for (long at = byUser.start(userIndex); at < byUser.end(userIndex); at++) {
      counts[byUser.column(at)]--;
    }
    return counts;
  }
}
