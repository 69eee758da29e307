package dev.sapor.split;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.LongColumn;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Holds out the newest interactions of each user. Equal times are told apart by the value (the
 * greater is taken for the later one) and then by a hash of the two ids, so that the order of the
 * input changes nothing. Where the data have no times, the order of the input is the rule itself:
 * the last rows of each user are held out, by their ordinals.
 *
 * <p>A user with {@code count} interactions or fewer stays whole in the training part; {@link
 * #wholeUsers} counts them.
 *
 * @param count interactions held out of each user, at least 1
 */
public record LeaveLastOut(int count) implements Splitter {

  /** Any constant: it only tells apart what time and value do not. */
  private static final long TIE_SEED = 0;

  /**
   * @throws IllegalArgumentException if the count is below 1
   */
  public LeaveLastOut {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1 (got " + count + ")");
    }
  }

  /** Whether the data are cut by the order of the input, because they have no times. */
  public static boolean byRow(Interactions data) {
    return data.times().isEmpty();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the data have neither times nor ordinals
   */
  @Override
  public Split split(Interactions data) {
    Comparator<Long> age = byRow(data) ? byOrdinal(data) : null;
    PairHashes ties = new PairHashes(data, TIE_SEED, "last");
    return RowChoice.split(
        data,
        (user, start, chosen) -> {
          if (chosen.length > count) {
            Comparator<Long> order = age == null ? byTime(data, ties, user) : age;
            Long[] positions = new Long[chosen.length];
            Arrays.setAll(positions, i -> start + i);
            Arrays.sort(positions, order);
            for (int i = chosen.length - count; i < chosen.length; i++) {
              chosen[(int) (positions[i] - start)] = true;
            }
          }
        });
  }

  private static Comparator<Long> byOrdinal(Interactions data) {
    LongColumn ordinals = FileOrder.ordinals(data, "leaving out the last rows of each user");
    return Comparator.comparingLong(ordinals::get);
  }

  private static Comparator<Long> byTime(Interactions data, PairHashes ties, int user) {
    CsrMatrix matrix = data.byUser();
    LongColumn times = data.times().orElseThrow();
    return (a, b) -> {
      int order = Long.compare(times.get(a), times.get(b));
      order = order == 0 ? Float.compare(matrix.value(a), matrix.value(b)) : order;
      return order == 0 ? Long.compare(ties.of(user, a), ties.of(user, b)) : order;
    };
  }

  /** The number of users who have interactions, but too few to hold any out. */
  public int wholeUsers(Interactions data) {
    CsrMatrix matrix = data.byUser();
    int whole = 0;
    for (int user = 0; user < matrix.rows(); user++) {
      whole += matrix.count(user) > 0 && matrix.count(user) <= count ? 1 : 0;
    }
    return whole;
  }
}
