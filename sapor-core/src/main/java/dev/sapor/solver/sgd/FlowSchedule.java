package dev.sapor.solver.sgd;

import dev.sapor.linalg.Parallel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Walks the blocks of a {@link BlockedOrder} once in the order of an epoch, by any number of
 * threads.
 *
 * <p>Threads take the blocks in order, and a block waits only until the block before it in its own
 * row and the one before it in its own column of the grid are done. So two blocks that share rows
 * of factors run in the order of the list, others run when they like: the result does not depend on
 * the threads. No thread can wait for ever, since the earliest block that is not done waits for
 * nothing.
 */
final class FlowSchedule {

  /** A short block takes about as long. */
  private static final long PAUSE_NANOS = 20_000;

  /** Works on the block at a place. */
  @FunctionalInterface
  interface BlockTask {
    void run(int place);
  }

  private final BlockedOrder order;

  FlowSchedule(BlockedOrder order) {
    this.order = order;
  }

  /** Runs the task on every block. */
  void run(Parallel parallel, int epoch, BlockTask task) {
    Walk walk = new Walk(order.places(epoch), task);
    parallel.onAllThreads(thread -> walk.work());
  }

  /** One walk over all blocks. */
  private final class Walk {
    private final int[] places;
    private final BlockTask task;
    // How many blocks come before each one in its row and in its column.
    private final int[] turnInRow;
    private final int[] turnInColumn;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicIntegerArray rowsDone = new AtomicIntegerArray(order.rows());
    private final AtomicIntegerArray columnsDone = new AtomicIntegerArray(order.columns());
    private final AtomicBoolean failed = new AtomicBoolean();

    Walk(int[] places, BlockTask task) {
      this.places = places;
      this.task = task;
      turnInRow = new int[places.length];
      turnInColumn = new int[places.length];
      int[] rowTurns = new int[order.rows()];
      int[] columnTurns = new int[order.columns()];
      for (int place : places) {
        turnInRow[place] = rowTurns[order.row(place)]++;
        turnInColumn[place] = columnTurns[order.column(place)]++;
      }
    }

    void work() {
      int turn;
      while ((turn = next.getAndIncrement()) < places.length) {
        int place = places[turn];
        int row = order.row(place);
        int column = order.column(place);
        if (!await(rowsDone, row, turnInRow[place])
            || !await(columnsDone, column, turnInColumn[place])) {
          return;
        }
        try {
          task.run(place);
        } catch (Throwable e) {
          failed.set(true);
          throw e;
        }
        rowsDone.incrementAndGet(row);
        columnsDone.incrementAndGet(column);
      }
    }

    /** Waits for a turn; false if another thread failed, so that the turn would never come. */
    private boolean await(AtomicIntegerArray done, int index, int turn) {
      int spins = 0;
      while (done.get(index) < turn) {
        if (failed.get()) {
          return false;
        }
        // A block takes microseconds to milliseconds: spin first, then leave the core to others.
        if (++spins < 1000) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
      return true;
    }
  }
}
