package dev.sapor.prepare;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.LongColumn;

/**
 * Weights by age: an interaction that is h half-lives older than the newest one weighs
 * 2<sup>-h</sup> of its value.
 *
 * <p>Times are whole numbers in a unit that nobody declares. The newest one tells it, by its
 * magnitude: seconds since 1970 below 10<sup>11</sup> (the year 5138), else milliseconds below
 * 10<sup>14</sup>, microseconds below 10<sup>17</sup>, nanoseconds.
 */
final class Recency {

  private static final double MILLIS_FROM = 1e11;
  private static final double MICROS_FROM = 1e14;
  private static final double NANOS_FROM = 1e17;

  static Interactions weigh(Interactions data, LongColumn times, HalfLife halfLife) {
    long newest = Long.MIN_VALUE;
    for (long at = 0; at < data.size(); at++) {
      newest = Math.max(newest, times.get(at));
    }
    double ticks = halfLife.seconds() * ticksPerSecond(newest);
    FloatColumn values = FloatColumn.zeros(data.size());
    for (long at = 0; at < data.size(); at++) {
      double age = (double) newest - times.get(at);
      double weighed = data.byUser().value(at) * StrictMath.pow(2, -age / ticks);
      // An interaction remains one, however old it is.
      values.set(at, Math.max((float) weighed, Float.MIN_NORMAL));
    }
    return data.withWeights(values);
  }

  static double ticksPerSecond(long time) {
    double magnitude = Math.abs((double) time);
    if (magnitude < MILLIS_FROM) {
      return 1;
    }
    return magnitude < MICROS_FROM ? 1e3 : magnitude < NANOS_FROM ? 1e6 : 1e9;
  }

  private Recency() {}
}
