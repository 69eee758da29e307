package dev.sapor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.linalg.testing.Seeds;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelTest {

  private static final long SEED = Seeds.printed("ParallelTest", 5);

  @ParameterizedTest
  @CsvSource({"1, 100, 7", "3, 100, 7", "7, 3, 1", "3, 0, 5", "3, 5, 1000", "2, 64, 64"})
  void rangesCoverEverythingOnce(int threads, int size, int grain) {
    AtomicIntegerArray visits = new AtomicIntegerArray(Math.max(1, size));
    try (Parallel parallel = new Parallel(threads)) {
      parallel.ranges(
          size,
          grain,
          (from, to) -> {
            assertThat(from % grain).isZero();
            assertThat(to).isEqualTo(Math.min(size, from + grain));
            for (int i = from; i < to; i++) {
              visits.incrementAndGet(i);
            }
          });
    }
    for (int i = 0; i < size; i++) {
      assertThat(visits.get(i)).isEqualTo(1);
    }
  }

  @Test
  void rangesNearTheLargestIntegerDoNotWrapAround() {
    AtomicInteger pieces = new AtomicInteger();
    try (Parallel parallel = new Parallel(2)) {
      parallel.ranges(
          Integer.MAX_VALUE,
          1 << 30,
          (from, to) -> {
            pieces.incrementAndGet();
            assertThat(from).isNotNegative().isLessThan(to);
          });
    }
    assertThat(pieces.get()).isEqualTo(2);
  }

  @Test
  void sumsHaveTheSameBitsForAnyNumberOfThreads() {
    RandomStream random = RandomStream.of(SEED, "sum");
    double[] values = new double[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() * StrictMath.pow(10, random.nextInt(20));
    }
    double expected = 0;
    for (int from = 0; from < values.length; from += 64) {
      expected += sum(values, from, Math.min(values.length, from + 64));
    }
    for (int threads : new int[] {1, 2, 3, 7, 16}) {
      try (Parallel parallel = new Parallel(threads)) {
        double actual = parallel.sum(values.length, 64, (from, to) -> sum(values, from, to));
        assertThat(actual).as("%d threads", threads).isEqualTo(expected);
        assertThat(parallel.sum(0, 64, (from, to) -> 1)).isZero();
      }
    }
  }

  private static double sum(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }

  @Test
  void allThreadsRunAtOnceAndTheCallerIsOneOfThem() {
    Thread caller = Thread.currentThread();
    try (Parallel parallel = new Parallel(4)) {
      CyclicBarrier all = new CyclicBarrier(4);
      AtomicIntegerArray runs = new AtomicIntegerArray(4);
      for (int round = 0; round < 3; round++) {
        parallel.onAllThreads(thread -> {
          meet(all);
          runs.incrementAndGet(thread);
          assertThat(Thread.currentThread() == caller).isEqualTo(thread == 0);
        });
      }
      for (int thread = 0; thread < 4; thread++) {
        assertThat(runs.get(thread)).isEqualTo(3);
      }
      assertThat(parallel.threads()).isEqualTo(4);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void failuresOfAnyThreadReachTheCallerAfterAllHaveEnded(int failing) {
    try (Parallel parallel = new Parallel(3)) {
      CyclicBarrier all = new CyclicBarrier(3);
      AtomicInteger ended = new AtomicInteger();
      RuntimeException failure = new IllegalStateException("from thread " + failing);
      assertThatThrownBy(() ->
              parallel.onAllThreads(thread -> {
                meet(all);
                if (thread == failing) {
                  throw failure;
                }
                ended.incrementAndGet();
              }))
          .isSameAs(failure);
      assertThat(ended.get()).isEqualTo(2);
      // The pool is as good as before.
      parallel.ranges(10, 1, (from, to) -> ended.incrementAndGet());
      assertThat(ended.get()).isEqualTo(12);
    }
  }

  @Test
  void errorsAreThrownAsTheyAre() {
    try (Parallel parallel = new Parallel(2)) {
      Error error = new OutOfMemoryError("made up");
      assertThatThrownBy(() ->
              parallel.onAllThreads(thread -> {
                if (thread == 1) {
                  throw error;
                }
              }))
          .isSameAs(error);
    }
  }

  @Test
  void checkedExceptionsThatSlipThroughAreWrapped() {
    try (Parallel parallel = new Parallel(2)) {
      assertThatThrownBy(() -> parallel.ranges(4, 1, (from, to) -> sneak(new IOException("disk"))))
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what Kotlin and Lombok do
  private static <E extends Throwable> void sneak(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void workStopsSoonAfterAFailure() {
    AtomicInteger pieces = new AtomicInteger();
    try (Parallel parallel = new Parallel(2)) {
      assertThatThrownBy(() ->
              parallel.ranges(
                  1_000_000,
                  1,
                  (from, to) -> {
                    pieces.incrementAndGet();
                    throw new IllegalStateException("at " + from);
                  }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(pieces.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void interruptOfTheCallerIsKeptUntilTheOthersHaveEnded() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    boolean[] interrupted = new boolean[1];
    Thread caller =
        new Thread(() -> {
          try (Parallel parallel = new Parallel(2)) {
            parallel.onAllThreads(thread -> {
              if (thread == 1) {
                started.countDown();
                await(release);
                ended.incrementAndGet();
              }
            });
            interrupted[0] = Thread.currentThread().isInterrupted() && ended.get() == 1;
          }
        });
    caller.start();
    started.await();
    caller.interrupt();
    caller.join(100);
    assertThat(caller.isAlive()).isTrue();
    release.countDown();
    caller.join();
    assertThat(interrupted[0]).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> new Parallel(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1 (got 0)");
    try (Parallel parallel = new Parallel(1)) {
      for (int grain : new int[] {0, -1}) {
        assertThatThrownBy(() -> parallel.ranges(5, grain, (from, to) -> {}))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("grain must be at least 1 (got " + grain + ")");
      }
      assertThatThrownBy(() -> parallel.sum(-1, 5, (from, to) -> 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("size must not be negative (got -1)");
    }
  }
}
