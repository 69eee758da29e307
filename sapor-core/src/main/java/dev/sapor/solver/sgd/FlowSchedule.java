package dev.sapor.solver.sgd;

import dev.sapor.linalg.Parallel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Walks the blocks of a {@link BlockedOrder} once in the order of an epoch, by any number of
 * threads.
 *
 * <p>A block waits only until the blocks before it in its own row and in its own column of the grid
 * are done. So two blocks that share rows of factors run in the order of the list, others run when
 * they like: the result does not depend on the threads. A thread takes the first block that need
 * not wait, one in a row of the grid that it had last if there is one: the users of that row are in
 * its cache. No thread can wait for ever, since the earliest block that is not done waits for
 * nothing.
 */
final class FlowSchedule {

  /** A short block takes about as long. */
  private static final long PAUSE_NANOS = 20_000;

  private static final int SPINS = 1000;

  // What a thread gets instead of a place.
  private static final int NONE_LEFT = -1;
  private static final int NONE_READY = -2;

  /** Works on the block at a place. */
  @FunctionalInterface
  interface BlockTask {
    void run(int place);
  }

  private final BlockedOrder order;
  // The thread that had each row of the grid last.
  private final int[] owners;

  FlowSchedule(BlockedOrder order) {
    this.order = order;
    owners = new int[order.rows()];
    Arrays.fill(owners, -1);
  }

  /** Runs the task on every block. */
  void run(Parallel parallel, int epoch, BlockTask task) {
    Walk walk = new Walk(order.places(epoch), task);
    parallel.onAllThreads(walk::work);
  }

  /** One walk over all blocks. */
  private final class Walk {
    private final BlockTask task;
    // Blocks that are not taken yet, in order.
    private final int[] open;
    private int left;
    // For each place how many blocks come before it in its row and in its column.
    private final int[] turnInRow;
    private final int[] turnInColumn;
    private final int[] rowsDone = new int[order.rows()];
    private final int[] columnsDone = new int[order.columns()];
    private final AtomicInteger done = new AtomicInteger();

    Walk(int[] places, BlockTask task) {
      this.task = task;
      open = places;
      left = places.length;
      turnInRow = new int[places.length];
      turnInColumn = new int[places.length];
      int[] rowTurns = new int[order.rows()];
      int[] columnTurns = new int[order.columns()];
      for (int place : places) {
        turnInRow[place] = rowTurns[order.row(place)]++;
        turnInColumn[place] = columnTurns[order.column(place)]++;
      }
    }

    void work(int thread) {
      int place;
      while ((place = next(thread)) != NONE_LEFT) {
        try {
          task.run(place);
        } catch (Throwable e) {
          giveUp();
          throw e;
        }
        finish(place);
      }
    }

    /** A block to work on, once there is one that need not wait. */
    private int next(int thread) {
      while (true) {
        int seen = done.get();
        int place = take(thread);
        if (place != NONE_READY) {
          return place;
        }
        await(seen);
      }
    }

    private synchronized int take(int thread) {
      int found = NONE_READY;
      for (int k = 0; k < left; k++) {
        int place = open[k];
        if (isReady(place)) {
          int owner = owners[order.row(place)];
          if (owner == thread || owner < 0) {
            return take(k, thread);
          }
          found = found == NONE_READY ? k : found;
        }
      }
      return left == 0 ? NONE_LEFT : found == NONE_READY ? NONE_READY : take(found, thread);
    }

    private boolean isReady(int place) {
      return turnInRow[place] == rowsDone[order.row(place)]
          && turnInColumn[place] == columnsDone[order.column(place)];
    }

    private int take(int k, int thread) {
      int place = open[k];
      System.arraycopy(open, k + 1, open, k, left - k - 1);
      left--;
      owners[order.row(place)] = thread;
      return place;
    }

    private synchronized void finish(int place) {
      rowsDone[order.row(place)]++;
      columnsDone[order.column(place)]++;
      done.incrementAndGet();
    }

    /** Another thread is not to wait for a block that failed. */
    private synchronized void giveUp() {
      left = 0;
      done.incrementAndGet();
    }

    /** Waits until a block more is done. */
    private void await(int seen) {
      // A block takes microseconds to milliseconds: spin first, then leave the core to others.
      for (int spins = 0; done.get() == seen; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }
}
