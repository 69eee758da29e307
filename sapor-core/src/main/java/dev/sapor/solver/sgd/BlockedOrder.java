package dev.sapor.solver.sgd;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.EntryList;
import java.util.Arrays;

/**
 * The order in which stochastic gradient descent visits the entries of a matrix.
 *
 * <p>The matrix is cut into a grid of blocks, {@value #USER_PARTS} parts of the users by {@value
 * #ITEM_PARTS} parts of the items, each with about the same number of entries (see {@link Parts}).
 * Two blocks that share neither users nor items may be worked on at the same time with the same
 * result. Blocks are ordered in strata: stratum s holds the blocks (r, (r + s) mod columns), which
 * share nothing.
 *
 * <p>Within a block the entries, sorted by user and item, are cut into {@value #RUNS} runs of equal
 * length and dealt from the runs in turn, and those that would stand beside the same item are moved
 * (see {@link EntryList#keepApart}). So neighbouring entries belong to different users and items,
 * and several can be worked on at once.
 *
 * <p>Each epoch takes the strata in an order of its own, and every second one the entries of a
 * block backwards: an order that is always the same ends with a higher error.
 *
 * <p>The order depends on the data, the seed and these constants alone, never on the machine.
 * Blocked schedules for parallel descent: Gemulla et al., "Large-scale matrix factorization with
 * distributed stochastic gradient descent", KDD 2011; Chin et al., "A fast parallel stochastic
 * gradient method for matrix factorization in shared memory systems", ACM TIST 6(1), 2015. What was
 * measured stands in {@code docs/adr/0003-visiting-order-of-sgd.md}.
 */
final class BlockedOrder {

  static final int USER_PARTS = 8;
  static final int ITEM_PARTS = 16;
  static final int RUNS = EntryList.TOGETHER;

  private final long seed;
  private final int rows;
  private final int columns;
  private final RowPlaces users;
  private final RowPlaces items;
  private final EntryList entries;
  // Entries of the block at place k are starts[k] .. starts[k + 1] - 1; places are in order of
  // strata.
  private final long[] starts;

  private BlockedOrder(
      long seed, RowPlaces users, int rows, RowPlaces items, int columns, CsrMatrix byUser) {
    this.seed = seed;
    this.users = users;
    this.rows = rows;
    this.items = items;
    this.columns = columns;
    this.entries = EntryList.zeros(byUser.nonZeros());
    this.starts = new long[rows * columns + 1];
  }

  /** The order for these interactions. */
  static BlockedOrder of(Interactions data, long seed, Parallel parallel) {
    CsrMatrix byUser = data.byUser();
    int rows = Parts.count(byUser.rows(), USER_PARTS);
    int columns = Parts.count(byUser.columns(), ITEM_PARTS);
    int[] userPart =
        Parts.balanced(data.userCounts(), rows, RandomStream.of(seed, "visiting order of users"));
    int[] itemPart =
        Parts.balanced(
            data.itemCounts(), columns, RandomStream.of(seed, "visiting order of items"));
    BlockedOrder order =
        new BlockedOrder(
            seed,
            RowPlaces.byPart(userPart, rows),
            rows,
            RowPlaces.byPart(itemPart, columns),
            columns,
            byUser);
    order.fill(byUser, itemPart, parallel);
    return order;
  }

  /** Lists the entries, one row of the grid after the other; each has blocks of its own. */
  private void fill(CsrMatrix byUser, int[] itemPart, Parallel parallel) {
    parallel.ranges(rows, 1, (row, end) -> count(row, byUser, itemPart));
    for (int place = 0; place + 1 < starts.length; place++) {
      starts[place + 1] += starts[place];
    }
    parallel.ranges(rows, 1, (row, end) -> deal(row, byUser, itemPart));
  }

  private void count(int row, CsrMatrix byUser, int[] itemPart) {
    long[] counts = new long[columns];
    for (int user = users.start(row); user < users.start(row + 1); user++) {
      long end = byUser.end(users.row(user));
      for (long at = byUser.start(users.row(user)); at < end; at++) {
        counts[itemPart[byUser.column(at)]]++;
      }
    }
    for (int column = 0; column < columns; column++) {
      starts[place(row, column, rows, columns) + 1] = counts[column];
    }
  }

  private void deal(int row, CsrMatrix byUser, int[] itemPart) {
    long[] dealt = new long[columns];
    int[] places = new int[columns];
    Arrays.setAll(places, column -> place(row, column, rows, columns));
    for (int user = users.start(row); user < users.start(row + 1); user++) {
      long end = byUser.end(users.row(user));
      for (long at = byUser.start(users.row(user)); at < end; at++) {
        int item = byUser.column(at);
        int column = itemPart[item];
        long start = starts[places[column]];
        long turn = dealt(dealt[column]++, starts[places[column] + 1] - start);
        entries.set(start + turn, user, items.place(item), byUser.value(at));
      }
    }
    for (int place : places) {
      entries.keepApart(starts[place], starts[place + 1]);
    }
  }

  /**
   * Where the entry at a place of a sorted list comes to lie when the list is cut into runs and
   * dealt from them in turn; a run that is used up is passed over.
   *
   * @param sorted place in the sorted list
   * @param length length of the list
   */
  static long dealt(long sorted, long length) {
    // The last run that starts at this place or before it: length * run / RUNS <= sorted.
    int run = (int) Math.min(RUNS - 1, (sorted * RUNS + RUNS - 1) / length);
    long turn = sorted - runStart(run, length);
    if (turn < length / RUNS) {
      // No run is used up yet, for their lengths differ by one at most.
      return turn * RUNS + run;
    }
    long place = turn * RUNS;
    for (int earlier = 0; earlier < run; earlier++) {
      long itsLength = runStart(earlier + 1, length) - runStart(earlier, length);
      place += itsLength > turn ? 1 : 0;
    }
    return place;
  }

  private static long runStart(int run, long length) {
    return length * run / RUNS;
  }

  /**
   * Places of all blocks in the order of an epoch: the strata in an order of its own, drawn from
   * the seed and the epoch.
   */
  int[] places(int epoch) {
    int[] strata = new int[columns];
    RandomStream random = RandomStream.of(seed, "visiting order of strata", epoch);
    for (int s = 0; s < columns; s++) {
      int other = random.nextInt(s + 1);
      strata[s] = strata[other];
      strata[other] = s;
    }
    int[] places = new int[blocks()];
    for (int k = 0; k < places.length; k++) {
      places[k] = strata[k / rows] * rows + k % rows;
    }
    return places;
  }

  /** Whether the entries of a block are visited from the last to the first in an epoch. */
  static boolean backwards(int epoch) {
    return epoch % 2 == 1;
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

  /** Where users stand: the rows of {@link #entries} are their places. */
  RowPlaces users() {
    return users;
  }

  /** Where items stand: the columns of {@link #entries} are their places. */
  RowPlaces items() {
    return items;
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
