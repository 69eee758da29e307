package dev.sapor.cli;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The native memory of matrices and columns. It is returned when the garbage collector finds that
 * nothing refers to it any more; but the collector looks when the heap is full, and the heap hardly
 * fills while gigabytes of native memory wait. So a command asks for a collection where it has let
 * go of much.
 */
final class NativeMemory {

  /** Less than this is not worth a collection. */
  static final long SLACK = 64L << 20;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int MOST_PAUSES = 100;

  /** Bytes in use, as far as the JVM counts them. */
  static long bytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Returns what nothing refers to any more to the system, if it may be much. */
  static void release() {
    if (bytes() < SLACK) {
      return;
    }
    System.gc();
    // A thread of the JDK does the returning, a little later: done when two looks see the same.
    long after = Long.MAX_VALUE;
    for (int pause = 0; pause < MOST_PAUSES && bytes() < after; pause++) {
      after = bytes();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private NativeMemory() {}
}
