package dev.sapor.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Whether a signal asks the process to stop. A SIGINT or SIGTERM sets the request and then lets the
 * process end at once, with 130 or 143, unless the command is in a section that it must leave in
 * order, such as a training that writes checkpoints or a file half written: the end then waits for
 * the end of that section.
 */
final class StopRequest {

  private static final int ALL = Integer.MAX_VALUE;

  private final Semaphore sections = new Semaphore(ALL);
  private final CountDownLatch reported = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean endsWell;
  private boolean ending;
  private boolean finished;

  /**
   * From now on a signal sets the request.
   *
   * @param lastWord said if the process ends at once, not by the command itself
   */
  void listenForSignals(Runnable lastWord) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> onShutdown(lastWord)));
  }

  private void onShutdown(Runnable lastWord) {
    synchronized (this) {
      if (finished) {
        return;
      }
      ending = true;
    }
    if (sections.tryAcquire(ALL)) {
      // Nothing is to be left in order. Unasked, the command says nothing: this is the one line.
      lastWord.run();
      return;
    }
    requested = true;
    try {
      reported.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks to stop, as a signal does. */
  void request() {
    requested = true;
  }

  boolean requested() {
    return requested;
  }

  /** To be stopped is how this command ends: the process then exits with 0, not for the signal. */
  void endsWell() {
    endsWell = true;
  }

  /** Whether a signal is ending the process and a command that succeeded meant it so. */
  boolean isGoodEnd() {
    return endsWell && requested;
  }

  /** A part of a command. */
  @FunctionalInterface
  interface Section<T> {
    T run() throws IOException;
  }

  /**
   * Runs a part that a signal does not cut short; it should end soon after {@link #requested()}.
   * Does not return once the process is ending.
   */
  <T> T inOrder(Section<T> section) throws IOException {
    sections.acquireUninterruptibly();
    try {
      return section.run();
    } finally {
      sections.release();
    }
  }

  /**
   * The command is over, its last word said.
   *
   * @return whether the process may now exit on its own: no signal has come
   */
  synchronized boolean finish() {
    finished = true;
    reported.countDown();
    return !requested && !ending;
  }
}
