package dev.sapor.solver;

import dev.sapor.linalg.CsrMatrix;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Ranges of neighbouring rows of a matrix, those with the most entries first. Rows differ a
 * thousandfold in cost, by popularity; a thread that takes the greatest range last would keep the
 * others waiting. The ranges come from the matrix alone.
 */
public final class RowRanges {

  /** Rows of a range at most. */
  public static final int MOST_ROWS = 16;

  /** Entries from which on a range takes no further row. */
  private static final long ENOUGH_ENTRIES = 1 << 12;

  private final int[] starts;
  private final Integer[] order;

  private RowRanges(int[] starts, Integer[] order) {
    this.starts = starts;
    this.order = order;
  }

  /** The ranges of a matrix. */
  public static RowRanges of(CsrMatrix matrix) {
    int[] starts = new int[matrix.rows() + 1];
    int count = 0;
    for (int row = 0; row < matrix.rows(); count++) {
      starts[count] = row;
      long first = matrix.start(row);
      int end = Math.min(matrix.rows(), row + MOST_ROWS);
      do {
        row++;
      } while (row < end && matrix.end(row - 1) - first < ENOUGH_ENTRIES);
    }
    starts[count] = matrix.rows();
    int[] found = Arrays.copyOf(starts, count + 1);
    Integer[] order = new Integer[count];
    Arrays.setAll(order, range -> range);
    // Stable: ranges with as many entries stay in their order.
    Arrays.sort(
        order,
        Comparator.comparingLong(
            (Integer range) -> matrix.start(found[range]) - matrix.end(found[range + 1] - 1)));
    return new RowRanges(found, order);
  }

  /** How many there are. */
  public int count() {
    return order.length;
  }

  /** The first row of a range, counted from the one with the most entries on. */
  public int from(int rank) {
    return starts[order[rank]];
  }

  /** The row after the last of a range. */
  public int to(int rank) {
    return starts[order[rank] + 1];
  }
}
