package dev.sapor.prepare;

import dev.sapor.data.Interactions;
import dev.sapor.data.TimeScale;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.LongColumn;

/**
 * Weights by age: an interaction that is h half-lives older than the newest one weighs
 * 2<sup>-h</sup> of its value. The newest one tells the unit of the times, too ({@link TimeScale}).
 */
final class Recency {

  static Interactions weigh(Interactions data, LongColumn times, HalfLife halfLife) {
    long newest = TimeScale.newest(times);
    double ticks = (double) halfLife.seconds() * TimeScale.ticksPerSecond(newest);
    FloatColumn values = FloatColumn.zeros(data.size());
    for (long at = 0; at < data.size(); at++) {
      double age = (double) newest - times.get(at);
      double weighed = data.byUser().value(at) * StrictMath.pow(2, -age / ticks);
      // An interaction remains one, however old it is.
      values.set(at, Math.max((float) weighed, Float.MIN_NORMAL));
    }
    return data.withWeights(values);
  }

  private Recency() {}
}
