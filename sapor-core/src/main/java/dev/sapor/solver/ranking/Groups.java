package dev.sapor.solver.ranking;

import java.util.Arrays;

/**
 * Entries of a step by the row that each belongs to: the distinct rows in the order in which they
 * first come up, and for each the places of its entries, in their order.
 */
final class Groups {

  private final int[] numbers;
  private int[] distinct = {};
  private int[] numbered = {};
  private int[] starts = {};
  private int[] places = {};
  private int count;

  /**
   * @param rows how many rows there are in all
   */
  Groups(int rows) {
    numbers = new int[rows];
    Arrays.fill(numbers, -1);
  }

  /** Takes the rows of so many entries. */
  void set(int[] rows, int entries) {
    grow(entries);
    count = 0;
    for (int at = 0; at < entries; at++) {
      int row = rows[at];
      if (numbers[row] < 0) {
        numbers[row] = count;
        distinct[count++] = row;
      }
      numbered[at] = numbers[row];
    }
    // A counting sort, from the last entry on so that the order stays.
    Arrays.fill(starts, 0, count + 1, 0);
    for (int at = 0; at < entries; at++) {
      starts[numbered[at]]++;
    }
    int end = 0;
    for (int k = 0; k <= count; k++) {
      end += starts[k];
      starts[k] = end;
    }
    for (int at = entries - 1; at >= 0; at--) {
      places[--starts[numbered[at]]] = at;
    }
    for (int k = 0; k < count; k++) {
      numbers[distinct[k]] = -1;
    }
  }

  private void grow(int entries) {
    if (entries > places.length) {
      int length = entries + entries / 2;
      distinct = new int[length];
      numbered = new int[length];
      places = new int[length];
      starts = new int[length + 1];
    }
  }

  /** Number of distinct rows. */
  int count() {
    return count;
  }

  int row(int number) {
    return distinct[number];
  }

  /** The number of the row of an entry. */
  int number(int at) {
    return numbered[at];
  }

  /** Where the places of a row begin. */
  int start(int number) {
    return starts[number];
  }

  /** The place of an entry. */
  int place(int at) {
    return places[at];
  }
}
