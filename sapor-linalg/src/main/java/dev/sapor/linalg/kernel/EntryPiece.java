package dev.sapor.linalg.kernel;

import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;

/**
 * A walk over a stretch of a list of entries, some entries at a time, copied to the heap: what is
 * read from an array costs the compiler least.
 */
final class EntryPiece {

  private static final int LENGTH = 1024;

  final int[] rows = new int[LENGTH];
  final int[] columns = new int[LENGTH];
  final float[] values = new float[LENGTH];

  private final EntryList entries;
  private final boolean backwards;
  private long from;
  private long to;

  /** A walk from one position to another, backwards where the second is the lower one. */
  EntryPiece(EntryList entries, long from, long to) {
    this.entries = entries;
    this.backwards = from > to;
    this.from = Math.min(from, to);
    this.to = Math.max(from, to);
  }

  /**
   * Copies the next entries, in the order of the walk.
   *
   * @return how many: 0 at the end
   */
  int next() {
    int count = (int) Math.min(LENGTH, to - from);
    if (backwards) {
      // First what is left over after whole pieces, so that these are the same as forwards.
      int over = (int) ((to - from) % LENGTH);
      count = over == 0 ? count : over;
      to -= count;
      copy(to, count);
      reverse(count);
    } else {
      copy(from, count);
      from += count;
    }
    return count;
  }

  /** How many entries of the piece come before its first {@link EntryList#TOGETHER}. */
  int single(int count) {
    return backwards ? count % EntryList.TOGETHER : 0;
  }

  private void copy(long first, int count) {
    long at = first * Integer.BYTES;
    MemorySegment.copy(entries.rows().segment(), NativeLayouts.INT, at, rows, 0, count);
    MemorySegment.copy(entries.columns().segment(), NativeLayouts.INT, at, columns, 0, count);
    MemorySegment.copy(entries.values().segment(), NativeLayouts.FLOAT, at, values, 0, count);
  }

  private void reverse(int count) {
    for (int low = 0, high = count - 1; low < high; low++, high--) {
      int row = rows[low];
      rows[low] = rows[high];
      rows[high] = row;
      int column = columns[low];
      columns[low] = columns[high];
      columns[high] = column;
      float value = values[low];
      values[low] = values[high];
      values[high] = value;
    }
  }
}
