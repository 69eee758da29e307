package dev.sapor.data;

import dev.sapor.linalg.LongColumn;

/**
 * The unit of times. They are whole numbers in a unit that nobody declares; the newest one tells
 * it, by its magnitude: seconds since 1970 below 10<sup>11</sup> (the year 5138), else milliseconds
 * below 10<sup>14</sup>, microseconds below 10<sup>17</sup>, nanoseconds.
 */
public final class TimeScale {

  private static final double MILLIS_FROM = 1e11;
  private static final double MICROS_FROM = 1e14;
  private static final double NANOS_FROM = 1e17;

  /** The unit of the newest time, as so many in a second. */
  public static long ticksPerSecond(long newest) {
    double magnitude = Math.abs((double) newest);
    if (magnitude < MILLIS_FROM) {
      return 1;
    }
    return magnitude < MICROS_FROM ? 1_000 : magnitude < NANOS_FROM ? 1_000_000 : 1_000_000_000;
  }

  /** The newest of some times. */
  public static long newest(LongColumn times) {
    long newest = Long.MIN_VALUE;
    for (long at = 0; at < times.size(); at++) {
      newest = Math.max(newest, times.get(at));
    }
    return newest;
  }

  private TimeScale() {}
}
