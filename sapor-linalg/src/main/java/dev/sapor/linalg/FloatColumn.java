package dev.sapor.linalg;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** A fixed-length column of 32-bit floats in native memory, addressed by {@code long}. */
public final class FloatColumn {

  private final long size;
  private final MemorySegment segment;

  private FloatColumn(long size, MemorySegment segment) {
    this.size = size;
    this.segment = segment;
  }

  /** A column of zeros. */
  public static FloatColumn zeros(long size) {
    return new FloatColumn(size, NativeColumns.allocate(size, Float.BYTES));
  }

  /** A copy of an array. */
  public static FloatColumn of(float... values) {
    FloatColumn column = zeros(values.length);
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

  public float get(long index) {
    Objects.checkIndex(index, size);
    return segment.get(NativeLayouts.FLOAT, index << 2);
  }

  public void set(long index, float value) {
    Objects.checkIndex(index, size);
    segment.set(NativeLayouts.FLOAT, index << 2, value);
  }

  /** The first elements as a column over the same memory. */
  public FloatColumn first(long count) {
    Objects.checkFromToIndex(0, count, size);
    return new FloatColumn(count, segment);
  }
}
