package dev.sapor.split;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.LongColumn;
import java.util.Arrays;

/**
 * Holds out the future: everything at or after one moment, whoever it belongs to. So the training
 * part knows nothing that came later than any test interaction, as it is when a model is used.
 *
 * @param cut the moment
 */
public record TemporalHoldout(Cut cut) implements Splitter {

  /** The moment at which the future begins. */
  public sealed interface Cut {}

  /**
   * A given moment.
   *
   * @param time in the unit of the data
   */
  public record Time(long time) implements Cut {}

  /**
   * The moment before which a share of the interactions lies, or less of them where several have
   * the very time of the cut: they all go to the test part.
   *
   * @param share in (0, 1)
   */
  public record Quantile(double share) implements Cut {

    /**
     * @throws IllegalArgumentException if the share is not in (0, 1)
     */
    public Quantile {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("quantile must be between 0 and 1 (got " + share + ")");
      }
    }
  }

  /** Everything at or after a time. */
  public static TemporalHoldout at(long time) {
    return new TemporalHoldout(new Time(time));
  }

  /**
   * Everything at or after a quantile of the times.
   *
   * @throws IllegalArgumentException if the share is not in (0, 1)
   */
  public static TemporalHoldout atQuantile(double share) {
    return new TemporalHoldout(new Quantile(share));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the data have no times
   */
  @Override
  public Split split(Interactions data) {
    LongColumn times = times(data);
    long first = firstTestTime(data);
    return new Split(
        data.select(at -> times.get(at) < first), data.select(at -> times.get(at) >= first));
  }

  /**
   * The time from which on interactions are held out.
   *
   * @throws IllegalArgumentException if the data have no times, or are too many to find a quantile
   */
  public long firstTestTime(Interactions data) {
    return switch (cut) {
      case Time(long time) -> time;
      case Quantile(double share) -> quantile(times(data), share);
    };
  }

  private static long quantile(LongColumn times, double share) {
    if (times.size() == 0 || times.size() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a quantile of times takes 1 to 2^31 - 9 interactions (got " + times.size() + ")");
    }
    long[] sorted = new long[(int) times.size()];
    Arrays.setAll(sorted, times::get);
    Arrays.sort(sorted);
    return sorted[(int) (share * sorted.length)];
  }

  private static LongColumn times(Interactions data) {
    return data.times()
        .orElseThrow(() ->
            new IllegalArgumentException("a temporal holdout needs times, the data have none"));
  }
}
