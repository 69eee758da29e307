package dev.sapor.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs independent pieces of work on a fixed number of threads, so that the result does not depend
 * on that number: work is cut into pieces by the data alone, a piece writes only what is its own,
 * and sums are taken per piece and then added in the order of the pieces.
 *
 * <p>One thread (the caller) works too: {@code threads} is the number of threads in all. Close it
 * to end the others. Calls must not be nested.
 */
public final class Parallel implements AutoCloseable {

  /** Work on the half-open range {@code [from, to)}. */
  @FunctionalInterface
  public interface RangeTask {
    void run(int from, int to);
  }

  /** Work of one of the threads; {@code thread} counts from 0. */
  @FunctionalInterface
  public interface ThreadTask {
    void run(int thread);
  }

  private final int threads;
  private final ExecutorService executor;

  /**
   * @param threads threads in all, at least 1
   */
  public Parallel(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 (got " + threads + ")");
    }
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1), Thread.ofPlatform().daemon().name("sapor-", 0).factory());
  }

  public int threads() {
    return threads;
  }

  /**
   * Cuts {@code [0, size)} into ranges of {@code grain} and runs each once, in no particular order.
   *
   * @param grain length of a range; it must come from the data or a constant, never from the
   *     machine
   */
  public void ranges(int size, int grain, RangeTask task) {
    int pieces = count(size, grain);
    pieces(pieces, piece -> task.run(piece * grain, (int) Math.min(size, (piece + 1L) * grain)));
  }

  /** Sum over the ranges of {@code [0, size)}, added in their order whatever thread ran them. */
  public double sum(int size, int grain, RangeSum task) {
    int pieces = count(size, grain);
    double[] sums = new double[pieces];
    pieces(
        pieces,
        piece -> sums[piece] = task.sum(piece * grain, (int) Math.min(size, (piece + 1L) * grain)));
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  /** A sum over the half-open range {@code [from, to)}. */
  @FunctionalInterface
  public interface RangeSum {
    double sum(int from, int to);
  }

  private static int count(int size, int grain) {
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative (got " + size + ")");
    }
    if (grain < 1) {
      throw new IllegalArgumentException("grain must be at least 1 (got " + grain + ")");
    }
    return Math.ceilDiv(size, grain);
  }

  private void pieces(int count, IntConsumer piece) {
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean failed = new AtomicBoolean();
    onAllThreads(
        Math.min(threads, count),
        thread -> {
          try {
            int index;
            while (!failed.get() && (index = next.getAndIncrement()) < count) {
              piece.accept(index);
            }
          } catch (Throwable e) {
            failed.set(true);
            throw e;
          }
        });
  }

  /** Runs a task once on each thread and waits for all. */
  public void onAllThreads(ThreadTask task) {
    onAllThreads(threads, task);
  }

  private void onAllThreads(int count, ThreadTask task) {
    List<Future<?>> others = new ArrayList<>();
    for (int thread = 1; thread < count; thread++) {
      int number = thread;
      others.add(executor.submit(() -> task.run(number)));
    }
    @Nullable Throwable failure = null;
    try {
      task.run(0);
    } catch (Throwable e) {
      failure = e;
    }
    for (Future<?> other : others) {
      failure = await(other, failure);
    }
    rethrow(failure);
  }

  private static @Nullable Throwable await(Future<?> other, @Nullable Throwable earlier) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return earlier;
        } catch (ExecutionException e) {
          return earlier == null ? e.getCause() : earlier;
        } catch (InterruptedException e) {
          // The others write to shared rows: returning before they end would corrupt the result.
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
