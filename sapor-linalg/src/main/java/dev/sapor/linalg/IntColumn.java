package dev.sapor.linalg;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** A fixed-length column of 32-bit integers in native memory, addressed by {@code long}. */
public final class IntColumn {

  private final long size;
  private final MemorySegment segment;

  private IntColumn(long size, MemorySegment segment) {
    this.size = size;
    this.segment = segment;
  }

  /** A column of zeros. */
  public static IntColumn zeros(long size) {
    return new IntColumn(size, NativeColumns.allocate(size, Integer.BYTES));
  }

  /** A copy of an array. */
  public static IntColumn of(int... values) {
    IntColumn column = zeros(values.length);
    for (int i = 0; i < values.length; i++) {
      column.set(i, values[i]);
    }
    return column;
  }

  public long size() {
    return size;
  }

  /** The raw memory, {@code 4 * size} bytes. */
  public MemorySegment segment() {
    return segment;
  }

  public int get(long index) {
    Objects.checkIndex(index, size);
    return segment.get(NativeLayouts.INT, index << 2);
  }

  public void set(long index, int value) {
    Objects.checkIndex(index, size);
    segment.set(NativeLayouts.INT, index << 2, value);
  }

  /** The first elements as a column over the same memory. */
  public IntColumn first(long count) {
    Objects.checkFromToIndex(0, count, size);
    return new IntColumn(count, segment);
  }
}
