package dev.sapor.linalg.kernel;

import dev.sapor.linalg.NativeLayouts;
import java.lang.foreign.MemorySegment;

/**
 * Some entries of a list, copied to the heap: what is read from an array costs the compiler least.
 */
final class EntryPiece {

  static final int LENGTH = 1024;

  final int[] rows = new int[LENGTH];
  final int[] columns = new int[LENGTH];
  final float[] values = new float[LENGTH];

  /**
   * Copies the entries from one position on, up to another.
   *
   * @return how many: {@value #LENGTH} or, at the end, fewer
   */
  int read(EntryList entries, long from, long to) {
    int count = (int) Math.min(LENGTH, to - from);
    long at = from * Integer.BYTES;
    MemorySegment.copy(entries.rows().segment(), NativeLayouts.INT, at, rows, 0, count);
    MemorySegment.copy(entries.columns().segment(), NativeLayouts.INT, at, columns, 0, count);
    MemorySegment.copy(entries.values().segment(), NativeLayouts.FLOAT, at, values, 0, count);
    return count;
  }
}
