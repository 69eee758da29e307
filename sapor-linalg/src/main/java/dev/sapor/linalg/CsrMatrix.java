package dev.sapor.linalg;

import java.util.Objects;

/**
 * A sparse matrix in compressed-row form: {@code rows x columns} with {@link #nonZeros()} stored
 * entries. The entries of row i are the positions {@code start(i) .. end(i)}, with strictly growing
 * column indices. Offsets are {@code long}; column indices and values live in native memory.
 * Immutable once published, though the columns themselves are shared and not copied.
 */
public final class CsrMatrix {

  private final int columns;
  private final long[] offsets;
  private final IntColumn columnIndices;
  private final FloatColumn values;

  /**
   * Wraps arrays that the caller gives up.
   *
   * @param columns number of columns
   * @param offsets {@code rows + 1} non-decreasing offsets, the first 0 and the last the entry
   *     count
   * @param columnIndices for each entry its column, growing within a row
   * @param values for each entry its value
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public CsrMatrix(int columns, long[] offsets, IntColumn columnIndices, FloatColumn values) {
    if (columns < 0) {
      throw new IllegalArgumentException("columns must not be negative (got " + columns + ")");
    }
    if (offsets.length == 0 || offsets[0] != 0) {
      throw new IllegalArgumentException("offsets must start with 0");
    }
    long nonZeros = offsets[offsets.length - 1];
    if (columnIndices.size() != nonZeros || values.size() != nonZeros) {
      throw new IllegalArgumentException(
          "expected %s column indices and values (got %s and %s)"
              .formatted(nonZeros, columnIndices.size(), values.size()));
    }
    this.columns = columns;
    this.offsets = offsets;
    this.columnIndices = columnIndices;
    this.values = values;
    validate();
  }

  private void validate() {
    for (int row = 0; row < rows(); row++) {
      if (offsets[row + 1] < offsets[row]) {
        throw new IllegalArgumentException("offsets decrease at row " + row);
      }
      int previous = -1;
      for (long at = offsets[row]; at < offsets[row + 1]; at++) {
        int column = columnIndices.get(at);
        if (column <= previous || column >= columns) {
          throw new IllegalArgumentException(
              "column indices of row %s must grow and stay below %s (got %s after %s)"
                  .formatted(row, columns, column, previous));
        }
        previous = column;
      }
    }
  }

  public int rows() {
    return offsets.length - 1;
  }

  public int columns() {
    return columns;
  }

  /** Number of stored entries. */
  public long nonZeros() {
    return offsets[offsets.length - 1];
  }

  /** Position of the first entry of a row. */
  public long start(int row) {
    return offsets[row];
  }

  /** Position after the last entry of a row. */
  public long end(int row) {
    return offsets[row + 1];
  }

  /** Number of entries of a row. */
  public int count(int row) {
    return (int) (offsets[row + 1] - offsets[row]);
  }

  /** Column of the entry at a position. */
  public int column(long position) {
    return columnIndices.get(position);
  }

  /** Value of the entry at a position. */
  public float value(long position) {
    return values.get(position);
  }

  /** The column indices of all entries, by position. */
  public IntColumn columnIndices() {
    return columnIndices;
  }

  /** The values of all entries, by position. */
  public FloatColumn values() {
    return values;
  }

  /** Position of an entry, or a negative number where (row, column) is not stored. */
  public long find(int row, int column) {
    Objects.checkIndex(row, rows());
    long low = offsets[row];
    long high = offsets[row + 1] - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      int found = columnIndices.get(middle);
      if (found == column) {
        return middle;
      }
      if (found < column) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** The same pattern with other values, one for each entry. */
  public CsrMatrix withValues(FloatColumn newValues) {
    return new CsrMatrix(columns, offsets, columnIndices, newValues);
  }

  /** The transpose, by a counting sort: entries of a new row are in order of the old rows. */
  public CsrMatrix transpose() {
    long[] newOffsets = new long[columns + 1];
    for (long at = 0; at < nonZeros(); at++) {
      newOffsets[columnIndices.get(at) + 1]++;
    }
    for (int column = 0; column < columns; column++) {
      newOffsets[column + 1] += newOffsets[column];
    }
    long[] next = newOffsets.clone();
    IntColumn newColumns = IntColumn.zeros(nonZeros());
    FloatColumn newValues = FloatColumn.zeros(nonZeros());
    for (int row = 0; row < rows(); row++) {
      for (long at = offsets[row]; at < offsets[row + 1]; at++) {
        long to = next[columnIndices.get(at)]++;
        newColumns.set(to, row);
        newValues.set(to, values.get(at));
      }
    }
    return new CsrMatrix(rows(), newOffsets, newColumns, newValues);
  }
}
