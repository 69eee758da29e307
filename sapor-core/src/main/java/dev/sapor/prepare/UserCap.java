package dev.sapor.prepare;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.LongColumn;
import dev.sapor.linalg.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest interactions of users who have more than anybody could: crawlers, shared
 * accounts, test scripts. They would otherwise weigh as much as hundreds of people.
 *
 * <p>Of equal times the greater value is newer, then a hash of the two ids decides; without times
 * the hash alone. So the choice depends on the interactions themselves and on nothing else. Cost:
 * O(interactions), and n log n for each user above the cap.
 */
final class UserCap {

  private final Interactions data;
  private final CsrMatrix matrix;
  private final @Nullable LongColumn times;
  private final int most;
  private final PositionSet kept;
  private int cappedUsers;

  private UserCap(Interactions data, int most) {
    this.data = data;
    this.matrix = data.byUser();
    this.times = data.times().orElse(null);
    this.most = most;
    this.kept = new PositionSet(data.size());
  }

  /** Marks what is kept. */
  static UserCap of(Interactions data, int most) {
    UserCap cap = new UserCap(data, most);
    for (int user = 0; user < cap.matrix.rows(); user++) {
      cap.mark(user);
    }
    return cap;
  }

  int cappedUsers() {
    return cappedUsers;
  }

  Interactions result() {
    return cappedUsers == 0 ? data : data.select(kept::contains);
  }

  private void mark(int user) {
    long start = matrix.start(user);
    int count = matrix.count(user);
    if (count <= most) {
      for (int i = 0; i < count; i++) {
        kept.add(start + i);
      }
      return;
    }
    cappedUsers++;
    Entry[] entries = new Entry[count];
    for (int i = 0; i < count; i++) {
      entries[i] = entry(user, start + i);
    }
    Arrays.sort(entries, Entry.NEWEST_FIRST);
    for (int i = 0; i < most; i++) {
      kept.add(entries[i].position());
    }
  }

  private Entry entry(int user, long position) {
    long hash =
        hash(data.items(), matrix.column(position)) ^ RandomStream.mix(hash(data.users(), user));
    return new Entry(
        position,
        times == null ? 0 : times.get(position),
        times == null ? 0 : matrix.value(position),
        RandomStream.mix(hash));
  }

  private static long hash(IdMap ids, int index) {
    return RandomStream.of(0, ids.id(index)).nextLong();
  }

  /** What decides about one interaction. */
  private record Entry(long position, long time, float value, long hash) {
    static final Comparator<Entry> NEWEST_FIRST =
        Comparator.comparingLong(Entry::time)
            .thenComparingDouble(Entry::value)
            .thenComparingLong(Entry::hash)
            .reversed();
  }
}
