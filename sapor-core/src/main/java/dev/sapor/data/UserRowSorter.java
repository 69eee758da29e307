package dev.sapor.data;

import java.util.Arrays;

/** Sorts the entries of one user after the other by item and merges duplicates. */
final class UserRowSorter {
  private final EntryColumns entries;
  private final IdMap users;
  private final IdMap items;
  private final boolean byTime;
  private final DuplicatePolicy policy;
  private long[] keys = new long[0];
  private float[] values = new float[0];
  private long[] times = new long[0];
  private long[] ordinals = new long[0];

  UserRowSorter(
      EntryColumns entries, IdMap users, IdMap items, boolean byTime, DuplicatePolicy policy) {
    this.entries = entries;
    this.users = users;
    this.items = items;
    this.byTime = byTime;
    this.policy = policy;
  }

  /** Puts the entries of a user back at a position, which is not behind them; returns the end. */
  long sortAndMerge(int user, long start, long end, long target) {
    int count = Math.toIntExact(end - start);
    take(start, count);
    Arrays.sort(keys, 0, count);
    long to = target;
    int from = 0;
    while (from < count) {
      int item = item(from);
      int next = from + 1;
      while (next < count && item(next) == item) {
        next++;
      }
      if (next - from > 1 && policy == DuplicatePolicy.ERROR) {
        throw new DuplicateInteractionException(
            users.id(user), items.id(item), ordinals[arrival(from + 1)]);
      }
      int winner = latest(from, next);
      entries.set(to++, item, value(from, next, winner), times[winner], ordinals[winner]);
      from = next;
    }
    return to;
  }

  private void take(long start, int count) {
    if (keys.length < count) {
      int capacity = Math.max(count, 2 * keys.length);
      keys = new long[capacity];
      values = new float[capacity];
      times = new long[capacity];
      ordinals = new long[capacity];
    }
    for (int i = 0; i < count; i++) {
      keys[i] = (long) entries.item(start + i) << 32 | i;
      values[i] = entries.value(start + i);
    }
    entries.copyTimes(start, count, times);
    entries.copyOrdinals(start, count, ordinals);
  }

  private int item(int sorted) {
    return (int) (keys[sorted] >>> 32);
  }

  private int arrival(int sorted) {
    return (int) keys[sorted];
  }

  /** The latest of equals; equal times go to the greater value, no times to the last row. */
  private int latest(int from, int to) {
    int best = arrival(from);
    for (int sorted = from + 1; sorted < to; sorted++) {
      int row = arrival(sorted);
      int order = byTime ? Long.compare(times[row], times[best]) : 1;
      // Float.compare, for it tells zeros apart and the digest does too.
      if (order > 0 || (order == 0 && Float.compare(values[row], values[best]) > 0)) {
        best = row;
      }
    }
    return best;
  }

  private float value(int from, int to, int winner) {
    if (policy == DuplicatePolicy.LAST || to - from == 1) {
      return values[winner];
    }
    // Sorted, so that the sum does not depend on the order of the rows.
    double[] group = new double[to - from];
    for (int i = from; i < to; i++) {
      group[i - from] = values[arrival(i)];
    }
    Arrays.sort(group);
    double sum = 0;
    for (double value : group) {
      sum += value;
    }
    float merged = (float) (policy == DuplicatePolicy.MEAN ? sum / group.length : sum);
    if (!Float.isFinite(merged)) {
      throw new IllegalArgumentException("the sum of duplicate values is not finite: " + sum);
    }
    return merged;
  }
}
