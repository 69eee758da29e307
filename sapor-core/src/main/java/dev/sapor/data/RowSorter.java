package dev.sapor.data;

import java.util.List;

/**
 * Brings rows from their order of arrival into user-major order and merges duplicates: a counting
 * sort by user straight into the columns of the result, which keeps the order of arrival within a
 * user; then for each user a sort of {@code item << 32 | rank of arrival}, in place. Cost O(rows ·
 * log of the longest row) time; memory for the result and for the longest row, beside the input.
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
    long[] starts = userStarts(userIndex);
    // A duplicate is reported by the number of its row, which is lost in the scattering otherwise.
    boolean numbered = keepOrdinals || policy == DuplicatePolicy.ERROR;
    EntryColumns entries = new EntryColumns(rows.size(), timed, numbered);
    scatter(userIndex, finalIndices(itemIds, items), starts, entries);

    UserRowSorter row = new UserRowSorter(entries, users, items, timed, policy);
    long[] offsets = new long[users.size() + 1];
    long size = 0;
    for (int user = 0; user < users.size(); user++) {
      size = row.sortAndMerge(user, starts[user], starts[user + 1], size);
      offsets[user + 1] = size;
    }
    return entries.interactions(users, items, rated, offsets, keepOrdinals);
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
    for (RowBuffer.Chunk chunk : rows.chunks()) {
      for (int row = 0; row < chunk.size(); row++) {
        starts[userIndex[chunk.user(row)] + 1]++;
      }
    }
    for (int user = 0; user < users.size(); user++) {
      starts[user + 1] += starts[user];
    }
    return starts;
  }

  private void scatter(int[] userIndex, int[] itemIndex, long[] starts, EntryColumns entries) {
    long[] next = starts.clone();
    long ordinal = 0;
    for (RowBuffer.Chunk chunk : rows.chunks()) {
      for (int row = 0; row < chunk.size(); row++) {
        long to = next[userIndex[chunk.user(row)]]++;
        entries.set(to, itemIndex[chunk.item(row)], chunk.value(row), chunk.time(row), ordinal++);
      }
    }
  }
}
