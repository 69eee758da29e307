package dev.sapor.server.http;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * Turns of the processor. As many calls work at once as there are turns; a few more wait, for a
 * moment; all others are refused at once, so that a server that is asked too much answers as many
 * as it can and its memory stays flat.
 *
 * <p>Every connection has a virtual thread, and one that computes keeps the platform thread that
 * carries it until it is done. By itself the JVM has as many carriers as cores: calls that compute
 * would take them all, nobody would be left to refuse the others, and these would wait, unseen by
 * any limit, for a carrier instead of a turn. So there are as many carriers more as there are
 * turns; the system shares the cores among them.
 */
public final class Admission {

  private final Semaphore turns;
  private final int mostWaiting;
  private final Duration patience;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * So many turns.
   *
   * @param turns calls that work at once, at least 1
   * @param mostWaiting calls that wait for a turn, at least 0
   * @param patience how long one waits
   */
  public Admission(int turns, int mostWaiting, Duration patience) {
    this.turns = new Semaphore(turns, true);
    this.mostWaiting = mostWaiting;
    this.patience = patience;
    carriers(Runtime.getRuntime().availableProcessors() + turns);
  }

  /** Lets the virtual threads of this JVM have at least so many carriers. */
  private static synchronized void carriers(int least) {
    var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    if (scheduler.getParallelism() < least) {
      scheduler.setParallelism(least);
    }
  }

  /** Calls that wait now. */
  public int waiting() {
    return waiting.get();
  }

  /**
   * Works in a turn.
   *
   * @throws ProblemException if there is none
   */
  <T> T inTurn(Call call, Supplier<T> work) {
    if (!turns.tryAcquire()) {
      await(Math.min(patience.toNanos(), call.nanosLeft()));
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  private void await(long nanos) {
    try {
      if (waiting.incrementAndGet() <= mostWaiting
          && turns.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
    throw ProblemException.unavailable("too many requests at once; try again");
  }
}
