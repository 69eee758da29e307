package dev.sapor.benchmarks.server;

import dev.sapor.benchmarks.server.Caller.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a server that ask at once, each on a thread of its own.
 *
 * @param port where the server listens
 * @param count connections
 */
record Connections(int port, int count) {

  /** What is done over a connection. */
  @FunctionalInterface
  private interface Work {
    void run(Link link, int connection);
  }

  /** A connection that is made anew when it breaks. */
  private static final class Link {

    private final int port;
    private @Nullable Caller caller;

    Link(int port) {
      this.port = port;
    }

    /** The status of the answer; 0 if there was none. */
    int ask(byte[] question) {
      try {
        Caller open = caller;
        if (open == null) {
          open = new Caller(port);
          caller = open;
        }
        Reply reply = open.ask(question);
        if (reply.last()) {
          close();
        }
        return reply.status();
      } catch (IOException e) {
        close();
        return 0;
      }
    }

    private void close() {
      Caller open = caller;
      caller = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** Answers a second when every connection asks as soon as it was answered. */
  double throughput(byte[][] questions, double seconds) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    AtomicLong answered = new AtomicLong();
    onEach((link, connection) -> {
      for (int k = connection; System.nanoTime() < end; k += count) {
        if (link.ask(questions[k % questions.length]) == 200) {
          answered.incrementAndGet();
        }
      }
    });
    return answered.get() * 1e9 / (System.nanoTime() - start);
  }

  /**
   * Asks by a timetable: a connection that is free takes the next request and waits until it is
   * due. When all are busy requests go out late; that time counts in {@link TimedReplies#sinceDue}.
   *
   * @param rate requests a second
   */
  TimedReplies byTimetable(byte[][] questions, double rate, double seconds)
      throws InterruptedException {
    int requests = (int) (rate * seconds);
    TimedReplies replies = new TimedReplies(requests);
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    onEach((link, _) -> {
      for (int k = next.getAndIncrement(); k < requests; k = next.getAndIncrement()) {
        long due = start + (long) (k / rate * 1e9);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        long sent = System.nanoTime();
        int status = link.ask(questions[k % questions.length]);
        replies.set(k, status, sent - due, System.nanoTime() - sent);
      }
    });
    replies.over(System.nanoTime() - start);
    return replies;
  }

  private void onEach(Work work) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int connection = 0; connection < count; connection++) {
      int number = connection;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                Link link = new Link(port);
                work.run(link, number);
                link.close();
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
