package dev.sapor.benchmarks.server;

import java.util.stream.IntStream;

/** The answers to requests that had a timetable, each written by one thread. */
final class TimedReplies {

  private final int[] status;
  private final long[] late;
  private final long[] took;
  private volatile long nanos;

  TimedReplies(int requests) {
    status = new int[requests];
    late = new long[requests];
    took = new long[requests];
  }

  void set(int request, int replied, long lateNanos, long tookNanos) {
    status[request] = replied;
    late[request] = lateNanos;
    took[request] = tookNanos;
  }

  void over(long allNanos) {
    nanos = allNanos;
  }

  /** Requests that were answered so. */
  int count(int wanted) {
    return (int) IntStream.of(status).filter(given -> given == wanted).count();
  }

  int size() {
    return status.length;
  }

  /** So many a second. */
  double perSecond(int requests) {
    return requests * 1e9 / nanos;
  }

  /** Requests a second that went out and came to an answer. */
  double rate() {
    return perSecond(status.length - count(0));
  }

  /** Milliseconds from when requests were due until they were answered so. */
  Latencies sinceDue(int wanted) {
    return latencies(wanted, 1);
  }

  /** Milliseconds from when requests were sent until they were answered so. */
  Latencies sinceSent(int wanted) {
    return latencies(wanted, 0);
  }

  private Latencies latencies(int wanted, int lateCounts) {
    return new Latencies(
        IntStream.range(0, status.length)
            .filter(request -> status[request] == wanted)
            .mapToDouble(request -> (took[request] + lateCounts * late[request]) / 1e6)
            .sorted()
            .toArray());
  }
}
