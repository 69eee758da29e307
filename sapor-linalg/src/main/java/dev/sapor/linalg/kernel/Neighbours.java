package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;

/** Moves entries of a list for {@link EntryList#keepApart}. */
final class Neighbours {

  /** How many turns ahead an entry is looked for that fits better. */
  private static final int REACH = 64;

  private final IntColumn rows;
  private final IntColumn columns;
  private final FloatColumn values;
  private final int[] groupRows = new int[EntryList.TOGETHER];
  private final int[] groupColumns = new int[EntryList.TOGETHER];

  private Neighbours(EntryList entries) {
    rows = entries.rows();
    columns = entries.columns();
    values = entries.values();
  }

  static void separate(EntryList entries, long from, long to) {
    Neighbours neighbours = new Neighbours(entries);
    for (long group = from; group + EntryList.TOGETHER <= to; group += EntryList.TOGETHER) {
      neighbours.separateGroup(group, to);
    }
  }

  private void separateGroup(long group, long to) {
    for (int turn = 0; turn < EntryList.TOGETHER; turn++) {
      long at = group + turn;
      int row = rows.get(at);
      int column = columns.get(at);
      if (shared(turn, row, column)) {
        long last = Math.min(to - 1, at + (long) REACH * EntryList.TOGETHER);
        for (long other = at + EntryList.TOGETHER; other <= last; other += EntryList.TOGETHER) {
          if (!shared(turn, rows.get(other), columns.get(other))) {
            swap(at, other);
            row = rows.get(at);
            column = columns.get(at);
            break;
          }
        }
      }
      groupRows[turn] = row;
      groupColumns[turn] = column;
    }
  }

  private boolean shared(int turns, int row, int column) {
    boolean shared = false;
    for (int turn = 0; turn < turns; turn++) {
      shared |= groupRows[turn] == row || groupColumns[turn] == column;
    }
    return shared;
  }

  private void swap(long a, long b) {
    int row = rows.get(a);
    rows.set(a, rows.get(b));
    rows.set(b, row);
    int column = columns.get(a);
    columns.set(a, columns.get(b));
    columns.set(b, column);
    float value = values.get(a);
    values.set(a, values.get(b));
    values.set(b, value);
  }
}
