package dev.sapor.solver.sgd;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.kernel.EntryList;

/**
 * The order in which stochastic gradient descent visits the entries of a matrix.
 *
 * <p>The matrix is cut into a grid of blocks, {@value #USER_BLOCKS} ranges of users by {@value
 * #ITEM_BLOCKS} ranges of items, each range with about the same number of entries. Two blocks that
 * share neither users nor items may be worked on at the same time with the same result. Blocks are
 * ordered in strata: stratum s holds the blocks (r, (r + s) mod columns), which share nothing.
 *
 * <p>Within a block the users are cut into {@value #RUNS} runs with about the same number of
 * entries, each sorted by user and item, and entries are dealt from the runs in turn. So
 * neighbouring entries belong to different users, and the processor can work on several at once.
 *
 * <p>The order depends on the data and on these constants alone, never on the machine. Blocked
 * schedules for parallel descent: Gemulla et al., "Large-scale matrix factorization with
 * distributed stochastic gradient descent", KDD 2011; Chin et al., "A fast parallel stochastic
 * gradient method for matrix factorization in shared memory systems", ACM TIST 6(1), 2015.
 */
final class BlockedOrder {

  static final int USER_BLOCKS = 8;
  static final int ITEM_BLOCKS = 16;
  static final int RUNS = 4;

  private final int rows;
  private final int columns;
  private final EntryList entries;
  // Entries of the block at place k are starts[k] .. starts[k + 1] - 1; places are in order of
  // strata.
  private final long[] starts;

  private BlockedOrder(int rows, int columns, EntryList entries, long[] starts) {
    this.rows = rows;
    this.columns = columns;
    this.entries = entries;
    this.starts = starts;
  }

  static BlockedOrder of(CsrMatrix byUser, CsrMatrix byItem) {
    int[] userCuts = Cuts.balanced(byUser, USER_BLOCKS);
    int[] itemCuts = Cuts.balanced(byItem, ITEM_BLOCKS);
    return new BlockDealer(byUser, userCuts, itemCuts).deal();
  }

  static BlockedOrder of(int rows, int columns, EntryList entries, long[] starts) {
    return new BlockedOrder(rows, columns, entries, starts);
  }

  /** Rows of the grid. */
  int rows() {
    return rows;
  }

  /** Columns of the grid. */
  int columns() {
    return columns;
  }

  /** Number of blocks. */
  int blocks() {
    return rows * columns;
  }

  /** All entries, block after block. */
  EntryList entries() {
    return entries;
  }

  /** Position of the first entry of the block at a place. */
  long start(int place) {
    return starts[place];
  }

  /** Position after the last entry of the block at a place. */
  long end(int place) {
    return starts[place + 1];
  }

  /** Row in the grid of the block at a place. */
  int row(int place) {
    return place % rows;
  }

  /** Column in the grid of the block at a place. */
  int column(int place) {
    return (place % rows + place / rows) % columns;
  }

  /** Place of the block at a row and a column of the grid. */
  static int place(int row, int column, int rows, int columns) {
    return Math.floorMod(column - row, columns) * rows + row;
  }
}
