package dev.sapor.data;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@link Interactions} in the making, as long as the input until they are cut to
 * size.
 */
final class EntryColumns {
  private final IntColumn items;
  private final FloatColumn values;
  private final @Nullable LongColumn times;
  private final @Nullable LongColumn ordinals;

  EntryColumns(long size, boolean timed, boolean numbered) {
    items = IntColumn.zeros(size);
    values = FloatColumn.zeros(size);
    times = timed ? LongColumn.zeros(size) : null;
    ordinals = numbered ? LongColumn.zeros(size) : null;
  }

  void set(long at, int item, float value, long time, long ordinal) {
    items.set(at, item);
    values.set(at, value);
    if (times != null) {
      times.set(at, time);
    }
    if (ordinals != null) {
      ordinals.set(at, ordinal);
    }
  }

  int item(long at) {
    return items.get(at);
  }

  float value(long at) {
    return values.get(at);
  }

  /** Copies the times of a run of entries, if there are any. */
  void copyTimes(long from, int count, long[] target) {
    copy(times, from, count, target);
  }

  /** Copies the ordinals of a run of entries, if there are any. */
  void copyOrdinals(long from, int count, long[] target) {
    copy(ordinals, from, count, target);
  }

  private static void copy(@Nullable LongColumn column, long from, int count, long[] target) {
    for (int i = 0; column != null && i < count; i++) {
      target[i] = column.get(from + i);
    }
  }

  /** The entries up to the last offset; the columns belong to the result from now on. */
  Interactions interactions(
      IdMap users, IdMap itemIds, boolean rated, long[] offsets, boolean keepOrdinals) {
    long size = offsets[users.size()];
    CsrMatrix matrix =
        new CsrMatrix(itemIds.size(), offsets, items.first(size), values.first(size));
    return new Interactions(
        users,
        itemIds,
        rated,
        matrix,
        times == null ? null : times.first(size),
        ordinals == null || !keepOrdinals ? null : ordinals.first(size));
  }
}
