package dev.sapor.linalg.kernel;

import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;

/**
 * Entries of a sparse matrix as a list of (row, column, value), in any order.
 *
 * @param rows row of each entry
 * @param columns column of each entry
 * @param values value of each entry
 */
public record EntryList(IntColumn rows, IntColumn columns, FloatColumn values) {

  /**
   * So many entries in a row, counted from the first of a call, are worked on at once if no two of
   * them share a row or a column; the result is the same, but sooner there.
   */
  public static final int TOGETHER = 16;

  /**
   * @throws IllegalArgumentException if the lengths differ
   */
  public EntryList {
    if (rows.size() != columns.size() || rows.size() != values.size()) {
      throw new IllegalArgumentException(
          "rows, columns and values differ in length: %s, %s, %s"
              .formatted(rows.size(), columns.size(), values.size()));
    }
  }

  /** A list of zeros, to be filled. */
  public static EntryList zeros(long size) {
    return new EntryList(IntColumn.zeros(size), IntColumn.zeros(size), FloatColumn.zeros(size));
  }

  public long size() {
    return rows.size();
  }

  /** Stores an entry. */
  public void set(long position, int row, int column, float value) {
    rows.set(position, row);
    columns.set(position, column);
    values.set(position, value);
  }

  /**
   * Moves entries of a part of the list so that each {@value #TOGETHER} in a row, counted from its
   * first, share no row and no column: one that repeats a row or column of an earlier one changes
   * places with the first of the later groups, at the same place in its group, that does not. Where
   * there is none near enough it stays.
   */
  public void keepApart(long from, long to) {
    Neighbours.separate(this, from, to);
  }
}
