package dev.sapor.eval;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.LongColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Test data cut by time into windows of about as many interactions each, for a rolling evaluation:
 * in each window is judged what happens in it, and what happened in the earlier ones is known.
 * Interactions of one time stay together.
 */
public final class TimeWindows {

  /**
   * A window.
   *
   * @param from its first time
   * @param to its last time
   * @param earlier what happened in the windows before
   * @param test what happens in it
   */
  public record Window(long from, long to, Interactions earlier, Interactions test) {}

  /**
   * Cuts.
   *
   * @param windows how many, at least 1; fewer come back where there are fewer times
   * @throws IllegalArgumentException if the data have no times
   */
  public static List<Window> of(Interactions data, int windows) {
    if (windows < 1) {
      throw new IllegalArgumentException("windows must be at least 1 (got " + windows + ")");
    }
    LongColumn times =
        data.times()
            .orElseThrow(() -> new IllegalArgumentException("the data have no times to be cut by"));
    long[] sorted = new long[Math.toIntExact(data.size())];
    Arrays.setAll(sorted, times::get);
    Arrays.sort(sorted);
    List<Window> cut = new ArrayList<>();
    int start = 0;
    for (int window = 1; window <= windows && start < sorted.length; window++) {
      int end = Math.max(start + 1, (int) ((long) sorted.length * window / windows));
      while (end < sorted.length && sorted[end] == sorted[end - 1]) {
        end++;
      }
      long from = sorted[start];
      long to = sorted[end - 1];
      cut.add(
          new Window(
              from,
              to,
              data.select(at -> times.get(at) < from),
              data.select(at -> times.get(at) >= from && times.get(at) <= to)));
      start = end;
    }
    return cut;
  }

  private TimeWindows() {}
}
