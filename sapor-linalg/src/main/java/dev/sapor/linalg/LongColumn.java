package dev.sapor.linalg;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** A fixed-length column of 64-bit integers in native memory, addressed by {@code long}. */
public final class LongColumn {

  private final long size;
  private final MemorySegment segment;

  private LongColumn(long size, MemorySegment segment) {
    this.size = size;
    this.segment = segment;
  }

  /** A column of zeros. */
  public static LongColumn zeros(long size) {
    return new LongColumn(size, NativeColumns.allocate(size, Long.BYTES));
  }

  /** A copy of an array. */
  public static LongColumn of(long... values) {
    LongColumn column = zeros(values.length);
    for (int i = 0; i < values.length; i++) {
      column.set(i, values[i]);
    }
    return column;
  }

  public long size() {
    return size;
  }

  /** The raw memory, {@code 8 * size} bytes. */
  public MemorySegment segment() {
    return segment;
  }

  public long get(long index) {
    Objects.checkIndex(index, size);
    return segment.get(NativeLayouts.LONG, index << 3);
  }

  public void set(long index, long value) {
    Objects.checkIndex(index, size);
    segment.set(NativeLayouts.LONG, index << 3, value);
  }

  /** The first elements as a column over the same memory. */
  public LongColumn first(long count) {
    Objects.checkFromToIndex(0, count, size);
    return new LongColumn(count, segment);
  }
}
