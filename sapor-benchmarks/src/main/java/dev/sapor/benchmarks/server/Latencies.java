package dev.sapor.benchmarks.server;

/** Milliseconds in rising order. */
final class Latencies {

  private final double[] millis;

  Latencies(double[] millis) {
    this.millis = millis;
  }

  /** The time that a share of them does not exceed; NaN where there is none. */
  double quantile(double share) {
    return millis.length == 0
        ? Double.NaN
        : millis[(int) Math.min(millis.length - 1L, (long) (share * millis.length))];
  }

  double greatest() {
    return quantile(1);
  }
}
