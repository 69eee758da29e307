package dev.sapor.solver.sgd;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.kernel.EntryList;

/** Lays the entries of a matrix out in the order that {@link BlockedOrder} describes. */
final class BlockDealer {

  private final CsrMatrix byUser;
  private final int[] userCuts;
  private final int[] blockColumn;
  private final int rows;
  private final int columns;

  BlockDealer(CsrMatrix byUser, int[] userCuts, int[] itemCuts) {
    this.byUser = byUser;
    this.userCuts = userCuts;
    this.blockColumn = Cuts.rangeOf(itemCuts);
    this.rows = userCuts.length - 1;
    this.columns = itemCuts.length - 1;
  }

  BlockedOrder deal() {
    long[] starts = starts();
    EntryList entries = EntryList.zeros(byUser.nonZeros());
    for (int row = 0; row < rows; row++) {
      dealRow(row, starts, entries);
    }
    return BlockedOrder.of(rows, columns, entries, starts);
  }

  private int place(int row, int item) {
    return BlockedOrder.place(row, blockColumn[item], rows, columns);
  }

  private long[] starts() {
    long[] starts = new long[rows * columns + 1];
    for (int row = 0; row < rows; row++) {
      for (long at = firstEntry(row); at < firstEntry(row + 1); at++) {
        starts[place(row, byUser.column(at)) + 1]++;
      }
    }
    for (int place = 0; place + 1 < starts.length; place++) {
      starts[place + 1] += starts[place];
    }
    return starts;
  }

  private long firstEntry(int row) {
    int user = userCuts[row];
    return user == byUser.rows() ? byUser.nonZeros() : byUser.start(user);
  }

  /**
   * Deals the blocks of one row of the grid. The users of the row are cut into runs once, so that a
   * run is the same set of users in each block; an entry goes to the place (position in its run ·
   * runs + run), and places beyond the end of a shorter run are closed up.
   */
  private void dealRow(int row, long[] starts, EntryList entries) {
    int[] runOfUser = runs(row);
    int[][] runLengths = new int[columns][BlockedOrder.RUNS];
    visit(row, (user, at, column) -> runLengths[column][runOfUser[user - userCuts[row]]]++);
    int[][] dealt = new int[columns][BlockedOrder.RUNS];
    visit(
        row,
        (user, at, column) -> {
          int run = runOfUser[user - userCuts[row]];
          int turn = dealt[column][run]++;
          long start = starts[BlockedOrder.place(row, column, rows, columns)];
          entries.set(
              start + before(runLengths[column], turn, run),
              user,
              byUser.column(at),
              byUser.value(at));
        });
  }

  /** How many entries are dealt before the one at this turn of this run. */
  private static int before(int[] lengths, int turn, int run) {
    int count = 0;
    for (int other = 0; other < lengths.length; other++) {
      // Runs before this one have dealt in this turn already.
      count += Math.min(lengths[other], other < run ? turn + 1 : turn);
    }
    return count;
  }

  /** Visits an entry of a row of the grid. */
  @FunctionalInterface
  private interface Visitor {
    void entry(int user, long position, int column);
  }

  private void visit(int row, Visitor visitor) {
    for (int user = userCuts[row]; user < userCuts[row + 1]; user++) {
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        visitor.entry(user, at, blockColumn[byUser.column(at)]);
      }
    }
  }

  /** For each user of a row of the grid, its run: runs hold about the same number of entries. */
  private int[] runs(int row) {
    int[] runs = new int[userCuts[row + 1] - userCuts[row]];
    long first = firstEntry(row);
    long count = firstEntry(row + 1) - first;
    for (int k = 0; k < runs.length; k++) {
      long before = byUser.start(userCuts[row] + k) - first;
      runs[k] = count == 0 ? 0 : (int) (before * BlockedOrder.RUNS / count);
    }
    return runs;
  }
}
