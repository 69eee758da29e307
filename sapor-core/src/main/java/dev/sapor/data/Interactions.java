package dev.sapor.data;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatColumn;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.LongColumn;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Who had to do with what: a set of (user, item, value) with at most one entry for each pair, and
 * optionally a time and the ordinal of the input row that each came from.
 *
 * <p>Entries are addressed by position, {@code 0 .. size()-1}, in order of user index and then item
 * index: the entries of user u are {@code byUser().start(u) .. byUser().end(u)}. The order of the
 * input rows therefore changes nothing here. The item-major view is made on first use. Immutable
 * and safe for use by several threads.
 */
public final class Interactions {

  private final IdMap users;
  private final IdMap items;
  private final boolean rated;
  private final CsrMatrix byUser;
  private final @Nullable LongColumn times;
  private final @Nullable LongColumn ordinals;
  private volatile @Nullable CsrMatrix byItem;
  private volatile int @Nullable [] itemCounts;

  Interactions(
      IdMap users,
      IdMap items,
      boolean rated,
      CsrMatrix byUser,
      @Nullable LongColumn times,
      @Nullable LongColumn ordinals) {
    if (byUser.rows() != users.size() || byUser.columns() != items.size()) {
      throw new IllegalArgumentException(
          "matrix is %s x %s for %s users and %s items"
              .formatted(byUser.rows(), byUser.columns(), users.size(), items.size()));
    }
    this.users = users;
    this.items = items;
    this.rated = rated;
    this.byUser = byUser;
    this.times = times;
    this.ordinals = ordinals;
  }

  /** Collects interactions from a program, in any order. */
  public static InteractionsBuilder builder() {
    return new InteractionsBuilder();
  }

  /** Interactions over existing ids from a matrix in user-major form, without times. */
  public static Interactions of(IdMap users, IdMap items, boolean rated, CsrMatrix byUser) {
    return new Interactions(users, items, rated, byUser, null, null);
  }

  public IdMap users() {
    return users;
  }

  public IdMap items() {
    return items;
  }

  /** Number of interactions. */
  public long size() {
    return byUser.nonZeros();
  }

  /**
   * Whether the values are ratings; otherwise the interactions are clicks and the values their
   * weights, above 0 and 1 unless they were counted or weighed.
   */
  public boolean rated() {
    return rated;
  }

  /** The matrix users x items. */
  public CsrMatrix byUser() {
    return byUser;
  }

  /** The matrix items x users: the transpose of {@link #byUser()}. */
  public CsrMatrix byItem() {
    CsrMatrix view = byItem;
    if (view == null) {
      synchronized (this) {
        view = byItem;
        if (view == null) {
          view = byUser.transpose();
          byItem = view;
        }
      }
    }
    return view;
  }

  /** How many interactions each user has. */
  public int[] userCounts() {
    int[] counts = new int[users.size()];
    Arrays.setAll(counts, byUser::count);
    return counts;
  }

  /**
   * How many interactions each item has, without making {@link #byItem()}: that is a copy of the
   * data.
   */
  public int[] itemCounts() {
    int[] counts = itemCounts;
    if (counts == null) {
      counts = new int[items.size()];
      for (long at = 0; at < size(); at++) {
        counts[byUser.column(at)]++;
      }
      itemCounts = counts;
    }
    return counts.clone();
  }

  /** Times by position, in the unit of the source, where the source has them. */
  public Optional<LongColumn> times() {
    return Optional.ofNullable(times);
  }

  /** For each position the ordinal of its input row, where it was kept. */
  public Optional<LongColumn> ordinals() {
    return Optional.ofNullable(ordinals);
  }

  /** Mean of the values, summed in double; 0 where there is none. */
  public double meanValue() {
    double sum = 0;
    for (long at = 0; at < size(); at++) {
      sum += byUser.value(at);
    }
    return size() == 0 ? 0 : sum / size();
  }

  /** The entries at the positions that a predicate accepts, over the same users and items. */
  public Interactions select(LongPredicate kept) {
    long[] offsets = new long[byUser.rows() + 1];
    for (int user = 0; user < byUser.rows(); user++) {
      offsets[user + 1] = offsets[user];
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        if (kept.test(at)) {
          offsets[user + 1]++;
        }
      }
    }
    long count = offsets[byUser.rows()];
    IntColumn columns = IntColumn.zeros(count);
    FloatColumn values = FloatColumn.zeros(count);
    LongColumn newTimes = times == null ? null : LongColumn.zeros(count);
    LongColumn newOrdinals = ordinals == null ? null : LongColumn.zeros(count);
    long to = 0;
    for (long at = 0; at < size(); at++) {
      if (kept.test(at)) {
        columns.set(to, byUser.column(at));
        values.set(to, byUser.value(at));
        copy(times, at, newTimes, to);
        copy(ordinals, at, newOrdinals, to);
        to++;
      }
    }
    CsrMatrix matrix = new CsrMatrix(byUser.columns(), offsets, columns, values);
    return new Interactions(users, items, rated, matrix, newTimes, newOrdinals);
  }

  /**
   * The same pairs as clicks of given weights, one for each position.
   *
   * @throws IllegalArgumentException if their number differs, or one is not positive and finite
   */
  public Interactions withWeights(FloatColumn weights) {
    CsrMatrix weighted = byUser.withValues(weights);
    for (long at = 0; at < weights.size(); at++) {
      float weight = weights.get(at);
      if (!(weight > 0) || Float.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "a weight must be a positive number (got " + weight + ")");
      }
    }
    return new Interactions(users, items, false, weighted, times, ordinals);
  }

  private static void copy(
      @Nullable LongColumn source, long at, @Nullable LongColumn target, long to) {
    if (source != null && target != null) {
      target.set(to, source.get(at));
    }
  }

  /** The same entries without the users and items that have none. */
  public Interactions compacted() {
    return Compaction.compact(this, times, ordinals);
  }

  /** A digest of ids, pairs and values: 64 hexadecimal digits, the same for equal data. */
  public String digest() {
    return DataDigest.of(this);
  }

  @Override
  public String toString() {
    return "Interactions["
        + size()
        + " of "
        + users.size()
        + " users and "
        + items.size()
        + " items]";
  }
}
