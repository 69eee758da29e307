package dev.sapor.benchmarks.kernels;

/** The multiply-adds of a thread of this process, measured beside other work of it. */
public final class PeakSpeed {

  private static final int BURSTS = 400;

  /**
   * Floating point operations a second of one thread, the best of many short bursts; about 30 ms.
   */
  public static double flops() {
    MachineBenchmark machine = new MachineBenchmark();
    double best = 0;
    float sum = 0;
    for (int burst = 0; burst < BURSTS; burst++) {
      long start = System.nanoTime();
      sum += machine.multiplyAdd();
      long nanos = System.nanoTime() - start;
      best = Math.max(best, 2.0 * MachineBenchmark.LANES * MachineBenchmark.OPERATIONS / nanos);
    }
    if (Float.isNaN(sum)) {
      throw new IllegalStateException("the chains came to NaN");
    }
    return best * 1e9;
  }

  private PeakSpeed() {}
}
