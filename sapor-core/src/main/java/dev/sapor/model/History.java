package dev.sapor.model;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import org.jspecify.annotations.Nullable;

/**
 * Who had to do with what in training, with values: users x items by index. Kept beside a model so
 * that seen items can be left out, scores explained and users updated. Personal data: a model may
 * go without it.
 *
 * @param byUser users x items
 * @param days for each entry the index of its day in the {@link Calendar} of the model, or {@link
 *     Calendar#UNKNOWN}; null where the model has none
 */
public record History(CsrMatrix byUser, @Nullable IntColumn days) {

  /**
   * @throws IllegalArgumentException if there is not one day for each entry
   */
  public History {
    if (days != null && days.size() != byUser.nonZeros()) {
      throw new IllegalArgumentException(
          "expected %s days (got %s)".formatted(byUser.nonZeros(), days.size()));
    }
  }

  /** Without days. */
  public History(CsrMatrix byUser) {
    this(byUser, null);
  }

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
    IntColumn newDays = days == null ? null : IntColumn.zeros(columns.size());
    for (long at = 0; at < columns.size(); at++) {
      long from = at < first ? at : at + count;
      columns.set(at, byUser.column(from));
      values.set(at, byUser.value(from));
      if (days != null && newDays != null) {
        newDays.set(at, days.get(from));
      }
    }
    return new History(new CsrMatrix(byUser.columns(), offsets, columns, values), newDays);
  }

  /** The interactions of one user alone. */
  public History of(int userIndex) {
    int count = byUser.count(userIndex);
    IntColumn columns = IntColumn.zeros(count);
    FloatColumn values = FloatColumn.zeros(count);
    IntColumn ownDays = days == null ? null : IntColumn.zeros(count);
    for (int k = 0; k < count; k++) {
      long from = byUser.start(userIndex) + k;
      columns.set(k, byUser.column(from));
      values.set(k, byUser.value(from));
      if (days != null && ownDays != null) {
        ownDays.set(k, days.get(from));
      }
    }
    return new History(
        new CsrMatrix(byUser.columns(), new long[] {0, count}, columns, values), ownDays);
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
