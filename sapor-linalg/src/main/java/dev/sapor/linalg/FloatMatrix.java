package dev.sapor.linalg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * A dense row-major matrix of 32-bit floats in native memory: {@code rows x columns}.
 *
 * <p>Layout: every row starts at a multiple of 64 bytes and occupies {@link #stride()} floats, the
 * number of columns rounded up to a multiple of {@value #LANES}. The padding at the end of a row is
 * always zero, so a kernel may run over whole strides and never needs a tail loop; whoever writes
 * through {@link #segment()} keeps it zero. Offsets are {@code long}: a matrix may hold more than
 * 2<sup>31</sup> elements.
 *
 * <p>The memory lives as long as the matrix is reachable and is then returned by the garbage
 * collector. It counts against {@code -XX:MaxDirectMemorySize}. Instances are not synchronized:
 * threads may share one while they write different rows.
 */
public final class FloatMatrix {

  /** Floats in one alignment unit of a row: 16 floats are 64 bytes. */
  public static final int LANES = 16;

  private static final ValueLayout.OfFloat FLOAT = NativeLayouts.FLOAT;

  private final int rows;
  private final int columns;
  private final int stride;
  private final MemorySegment segment;

  private FloatMatrix(int rows, int columns, int stride, MemorySegment segment) {
    this.rows = rows;
    this.columns = columns;
    this.stride = stride;
    this.segment = segment;
  }

  /**
   * A matrix of zeros.
   *
   * @param rows number of rows, at least 0
   * @param columns number of columns, at least 0
   * @throws IllegalArgumentException if a dimension is negative
   * @throws OutOfMemoryError if the native memory cannot be had
   */
  public static FloatMatrix zeros(int rows, int columns) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          "rows and columns must not be negative (got " + rows + " x " + columns + ")");
    }
    int stride = strideFor(columns);
    long bytes = Math.max(bytesFor(rows, columns), Float.BYTES * (long) LANES);
    return new FloatMatrix(rows, columns, stride, Arena.ofAuto().allocate(bytes, 64));
  }

  /**
   * Floats from one row to the next for a matrix of so many columns.
   *
   * @throws IllegalArgumentException if the columns do not fit an {@code int} after rounding
   */
  public static int strideFor(int columns) {
    if (columns < 0 || columns > Integer.MAX_VALUE - (LANES - 1)) {
      throw new IllegalArgumentException(
          "columns must be between 0 and %s (got %s)"
              .formatted(Integer.MAX_VALUE - (LANES - 1), columns));
    }
    return Math.ceilDiv(columns, LANES) * LANES;
  }

  /** Bytes of native memory that a matrix of this shape takes. */
  public static long bytesFor(int rows, int columns) {
    return Math.multiplyExact((long) rows, strideFor(columns) * (long) Float.BYTES);
  }

  /**
   * A copy of rows; the inverse of {@link #toArrays()}.
   *
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static FloatMatrix of(float[][] rows) {
    FloatMatrix matrix = zeros(rows.length, rows.length == 0 ? 0 : rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != matrix.columns) {
        throw new IllegalArgumentException(
            "rows must have one length (row 0 has %s values, row %s has %s)"
                .formatted(matrix.columns, i, rows[i].length));
      }
      matrix.setRow(i, rows[i]);
    }
    return matrix;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Floats from the start of one row to the start of the next. */
  public int stride() {
    return stride;
  }

  /** The raw memory: {@code rows * stride} floats in the byte order of the machine. */
  public MemorySegment segment() {
    return segment;
  }

  /** Offset in bytes of the first element of a row; the row is not checked. */
  public long rowOffset(int row) {
    return (long) row * stride * Float.BYTES;
  }

  /** The element at (row, column). */
  public float get(int row, int column) {
    check(row, column);
    return segment.get(FLOAT, rowOffset(row) + (long) column * Float.BYTES);
  }

  /** Stores an element. */
  public void set(int row, int column, float value) {
    check(row, column);
    segment.set(FLOAT, rowOffset(row) + (long) column * Float.BYTES, value);
  }

  /** Copies a row into {@code target[0 .. columns)}. */
  public void copyRow(int row, float[] target) {
    Objects.checkIndex(row, rows);
    MemorySegment.copy(segment, FLOAT, rowOffset(row), target, 0, columns);
  }

  /** A copy of a row, of length {@link #columns()}. */
  public float[] row(int row) {
    float[] copy = new float[columns];
    copyRow(row, copy);
    return copy;
  }

  /** Overwrites a row with {@code source[0 .. columns)}. */
  public void setRow(int row, float[] source) {
    Objects.checkIndex(row, rows);
    if (source.length < columns) {
      throw new IllegalArgumentException(
          "a row needs " + columns + " values (got " + source.length + ")");
    }
    MemorySegment.copy(source, 0, segment, FLOAT, rowOffset(row), columns);
  }

  /** Copies one row of another matrix of the same width into a row of this one. */
  public void setRow(int row, FloatMatrix source, int sourceRow) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(sourceRow, source.rows);
    if (source.columns != columns) {
      throw new IllegalArgumentException(
          "a row needs " + columns + " values (got " + source.columns + ")");
    }
    MemorySegment.copy(
        source.segment, source.rowOffset(sourceRow), segment, rowOffset(row), rowBytes());
  }

  /** An independent copy. */
  public FloatMatrix copy() {
    FloatMatrix copy = zeros(rows, columns);
    MemorySegment.copy(segment, 0, copy.segment, 0, (long) rows * rowBytes());
    return copy;
  }

  /** A copy as an array of rows; for small matrices. */
  public float[][] toArrays() {
    float[][] copy = new float[rows][];
    for (int i = 0; i < rows; i++) {
      copy[i] = row(i);
    }
    return copy;
  }

  /** Whether every element is finite. */
  public boolean isFinite() {
    return isBelow(Float.POSITIVE_INFINITY);
  }

  /** Whether the magnitude of every element is below a positive bound; that of NaN is not. */
  public boolean isBelow(float bound) {
    int[] bits = new int[columns];
    // The bits of positive floats are in their order, and those of NaN above all: what is not below
    // the bound carries into the sign.
    int gap = Integer.MIN_VALUE - Float.floatToIntBits(bound);
    for (int row = 0; row < rows; row++) {
      MemorySegment.copy(segment, NativeLayouts.INT, rowOffset(row), bits, 0, columns);
      int carry = 0;
      for (int f = 0; f < bits.length; f++) {
        carry |= (bits[f] & 0x7FFFFFFF) + gap;
      }
      if (carry < 0) {
        return false;
      }
    }
    return true;
  }

  private long rowBytes() {
    return (long) stride * Float.BYTES;
  }

  private void check(int row, int column) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(column, columns);
  }

  @Override
  public String toString() {
    return "FloatMatrix[" + rows + " x " + columns + "]";
  }
}
