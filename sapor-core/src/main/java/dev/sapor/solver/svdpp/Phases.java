package dev.sapor.solver.svdpp;

import dev.sapor.linalg.Parallel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Phases of work, one after the other, each of tasks that may run at once. Threads draw the tasks
 * in their order and wait before one until all tasks of earlier phases are done: there is no pool
 * to start and to join between two phases, which last some microseconds each.
 */
final class Phases {

  private static final long PAUSE_NANOS = 20_000;
  private static final int SPINS = 2000;

  /** A task of a phase. */
  @FunctionalInterface
  interface Task {
    void run(int phase, int index);
  }

  private final int[] starts;
  private final Task task;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicBoolean failed = new AtomicBoolean();

  private Phases(int[] counts, Task task) {
    this.task = task;
    starts = new int[counts.length + 1];
    for (int phase = 0; phase < counts.length; phase++) {
      starts[phase + 1] = Math.addExact(starts[phase], counts[phase]);
    }
  }

  /**
   * Runs all tasks.
   *
   * @param counts number of tasks of each phase
   */
  static void run(Parallel parallel, int[] counts, Task task) {
    Phases phases = new Phases(counts, task);
    parallel.onAllThreads(thread -> phases.work());
  }

  private void work() {
    int phase = 0;
    int drawn;
    while ((drawn = next.getAndIncrement()) < starts[starts.length - 1]) {
      while (drawn >= starts[phase + 1]) {
        phase++;
      }
      if (!await(starts[phase])) {
        return;
      }
      try {
        task.run(phase, drawn - starts[phase]);
      } catch (Throwable e) {
        // The others are not to wait for a task that failed.
        failed.set(true);
        throw e;
      }
      done.incrementAndGet();
    }
  }

  /** Waits until so many tasks are done; false if one failed. */
  private boolean await(int before) {
    for (int spins = 0; done.get() < before; spins++) {
      if (failed.get()) {
        return false;
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        // A thread may have lost its core: leave this one to others.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return !failed.get();
  }
}
