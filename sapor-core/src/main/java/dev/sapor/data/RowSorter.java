package dev.sapor.data;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.LongColumn;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows from their order of arrival into user-major order and merges duplicates: a counting
 * sort by user, then for each user a sort of {@code item << 32 | rank of arrival}. Cost O(rows ·
 * log of the longest row) time, and one array of row numbers beside the result.
 */
final class RowSorter {

  private final RowBuffer rows;
  private final IdMap users;
  private final IdMap items;
  private final boolean timed;
  private final boolean keepOrdinals;

  RowSorter(RowBuffer rows, IdMap users, IdMap items, boolean timed, boolean keepOrdinals) {
    this.rows = rows;
    this.users = users;
    this.items = items;
    this.timed = timed;
    this.keepOrdinals = keepOrdinals;
  }

  Interactions sort(
      List<String> userIds, List<String> itemIds, boolean rated, DuplicatePolicy policy) {
    int[] userIndex = finalIndices(userIds, users);
    int[] itemIndex = finalIndices(itemIds, items);
    long[] starts = userStarts(userIndex);
    LongColumn rowOf = rowsByUser(userIndex, starts);

    Output output = new Output();
    long[] offsets = new long[users.size() + 1];
    long[] keys = new long[0];
    for (int user = 0; user < users.size(); user++) {
      int count = Math.toIntExact(starts[user + 1] - starts[user]);
      if (keys.length < count) {
        keys = new long[Math.max(count, 2 * keys.length)];
      }
      for (int i = 0; i < count; i++) {
        keys[i] = (long) itemIndex[rows.item(rowOf.get(starts[user] + i))] << 32 | i;
      }
      Arrays.sort(keys, 0, count);
      mergeRow(user, keys, count, rowOf, starts[user], policy, output);
      offsets[user + 1] = output.size;
    }
    return output.interactions(rated, offsets);
  }

  private void mergeRow(
      int user,
      long[] keys,
      int count,
      LongColumn rowOf,
      long start,
      DuplicatePolicy policy,
      Output output) {
    int from = 0;
    while (from < count) {
      int item = (int) (keys[from] >>> 32);
      int to = from + 1;
      while (to < count && (int) (keys[to] >>> 32) == item) {
        to++;
      }
      long[] group = new long[to - from];
      for (int i = from; i < to; i++) {
        group[i - from] = rowOf.get(start + (int) keys[i]);
      }
      if (group.length > 1 && policy == DuplicatePolicy.ERROR) {
        throw new DuplicateInteractionException(users.id(user), items.id(item), group[1]);
      }
      long winner = latest(group);
      output.add(item, value(group, winner, policy), rows.time(winner), winner);
      from = to;
    }
  }

  /** The latest row of a group; equal times go to the greater value, no times to the last row. */
  private long latest(long[] group) {
    long best = group[0];
    for (long row : group) {
      int order = timed ? Long.compare(rows.time(row), rows.time(best)) : 1;
      // Float.compare, for it tells zeros apart and the digest does too.
      if (order > 0 || (order == 0 && Float.compare(rows.value(row), rows.value(best)) > 0)) {
        best = row;
      }
    }
    return best;
  }

  private float value(long[] group, long winner, DuplicatePolicy policy) {
    if (policy == DuplicatePolicy.LAST || group.length == 1) {
      return rows.value(winner);
    }
    // Sorted, so that the sum does not depend on the order of the rows.
    double[] values = new double[group.length];
    for (int i = 0; i < group.length; i++) {
      values[i] = rows.value(group[i]);
    }
    Arrays.sort(values);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    float merged = (float) (policy == DuplicatePolicy.MEAN ? sum / values.length : sum);
    if (!Float.isFinite(merged)) {
      throw new IllegalArgumentException("the sum of duplicate values is not finite: " + sum);
    }
    return merged;
  }

  private static int[] finalIndices(List<String> ids, IdMap map) {
    int[] indices = new int[ids.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = map.indexOf(ids.get(i)).orElseThrow();
    }
    return indices;
  }

  private long[] userStarts(int[] userIndex) {
    long[] starts = new long[users.size() + 1];
    for (long row = 0; row < rows.size(); row++) {
      starts[userIndex[rows.user(row)] + 1]++;
    }
    for (int user = 0; user < users.size(); user++) {
      starts[user + 1] += starts[user];
    }
    return starts;
  }

  private LongColumn rowsByUser(int[] userIndex, long[] starts) {
    long[] next = starts.clone();
    LongColumn rowOf = LongColumn.zeros(rows.size());
    for (long row = 0; row < rows.size(); row++) {
      rowOf.set(next[userIndex[rows.user(row)]]++, row);
    }
    return rowOf;
  }

  /** The merged entries, in columns as long as the input and cut to size at the end. */
  private final class Output {
    private final IntColumn columns = IntColumn.zeros(rows.size());
    private final FloatColumn values = FloatColumn.zeros(rows.size());
    private final @Nullable LongColumn times = timed ? LongColumn.zeros(rows.size()) : null;
    private final @Nullable LongColumn ordinals =
        keepOrdinals ? LongColumn.zeros(rows.size()) : null;
    private long size;

    void add(int item, float value, long time, long ordinal) {
      columns.set(size, item);
      values.set(size, value);
      if (times != null) {
        times.set(size, time);
      }
      if (ordinals != null) {
        ordinals.set(size, ordinal);
      }
      size++;
    }

    Interactions interactions(boolean rated, long[] offsets) {
      CsrMatrix matrix =
          new CsrMatrix(items.size(), offsets, columns.first(size), values.first(size));
      return new Interactions(
          users,
          items,
          rated,
          matrix,
          times == null ? null : times.first(size),
          ordinals == null ? null : ordinals.first(size));
    }
  }
}
