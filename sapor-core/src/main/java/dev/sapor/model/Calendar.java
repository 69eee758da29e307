package dev.sapor.model;

import dev.sapor.data.TimeScale;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.LongColumn;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The days on which something was rated in training, in order. A day is a calendar day of UTC where
 * times count from 1970.
 */
public final class Calendar {

  /** A day that is not among them. */
  public static final int UNKNOWN = -1;

  private static final long SECONDS_OF_DAY = 86_400;

  private final long ticksPerDay;
  private final long[] days;

  /**
   * @param ticksPerDay units of time in a day, at least 1
   * @param days numbers of the days, growing
   * @throws IllegalArgumentException if they do not grow, or the unit is wrong
   */
  public Calendar(long ticksPerDay, long[] days) {
    if (ticksPerDay < 1) {
      throw new IllegalArgumentException(
          "a day must have at least 1 unit of time (got " + ticksPerDay + ")");
    }
    for (int n = 1; n < days.length; n++) {
      if (days[n] <= days[n - 1]) {
        throw new IllegalArgumentException("the days are not in order");
      }
    }
    this.ticksPerDay = ticksPerDay;
    this.days = days.clone();
  }

  /** The days of some times; the newest one tells their unit ({@link TimeScale}). */
  public static Calendar of(LongColumn times) {
    long ticks = SECONDS_OF_DAY * TimeScale.ticksPerSecond(TimeScale.newest(times));
    long[] days =
        LongStream.range(0, times.size())
            .map(at -> Math.floorDiv(times.get(at), ticks))
            .sorted()
            .distinct()
            .toArray();
    return new Calendar(ticks, days);
  }

  /** Units of time in a day. */
  public long ticksPerDay() {
    return ticksPerDay;
  }

  /** Number of days. */
  public int size() {
    return days.length;
  }

  /** The number of a day: whole days since the time 0. */
  public long day(int index) {
    return days[index];
  }

  /** The index of the day of a time, or {@link #UNKNOWN}. */
  public int indexOf(long time) {
    int found = Arrays.binarySearch(days, Math.floorDiv(time, ticksPerDay));
    return found < 0 ? UNKNOWN : found;
  }

  /** Seconds since 1970 in the unit of these times. */
  public long ofEpochSecond(long seconds) {
    return Math.multiplyExact(seconds, Math.max(1, ticksPerDay / SECONDS_OF_DAY));
  }

  /** The index of the day of each time. */
  public IntColumn indicesOf(LongColumn times) {
    IntColumn indices = IntColumn.zeros(times.size());
    for (long at = 0; at < times.size(); at++) {
      indices.set(at, indexOf(times.get(at)));
    }
    return indices;
  }
}
