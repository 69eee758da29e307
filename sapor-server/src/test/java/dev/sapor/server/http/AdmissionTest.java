package dev.sapor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

  private static Call call() {
    return new Call("GET", "/", "", Map.of(), () -> new byte[0], Duration.ofMinutes(5));
  }

  /** The status of what becomes of work: 200 if it was done. */
  private static int status(Admission admission, Supplier<Integer> work) {
    try {
      return admission.inTurn(call(), work);
    } catch (ProblemException e) {
      return e.status();
    }
  }

  @Test
  void whoFindsAllTurnsTakenByComputationsIsRefusedNotLeftWaiting() throws Exception {
    int turns = 2 * Runtime.getRuntime().availableProcessors();
    Admission admission = new Admission(turns, 4, Duration.ofMillis(25));
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch working = new CountDownLatch(turns);
    List<Future<Integer>> busy = new ArrayList<>();
    try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (int turn = 0; turn < turns; turn++) {
          busy.add(
              connections.submit(() ->
                  status(
                      admission,
                      () -> {
                        working.countDown();
                        while (!over.get()) {
                          // Computes: never gives its carrier back by itself.
                          Thread.onSpinWait();
                        }
                        return 200;
                      })));
        }
        assertThat(working.await(1, TimeUnit.MINUTES)).as("all turns are at work").isTrue();
        Future<Integer> other = connections.submit(() -> status(admission, () -> 200));
        assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo(503);
      } finally {
        over.set(true);
      }
      for (Future<Integer> one : busy) {
        assertThat(one.get()).isEqualTo(200);
      }
      assertThat(connections.submit(() -> status(admission, () -> 200)).get()).isEqualTo(200);
    }
    assertThat(admission.waiting()).isZero();
  }
}
