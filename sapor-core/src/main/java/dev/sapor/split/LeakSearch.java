package dev.sapor.split;

import dev.sapor.data.IdMap;
import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.LongColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/** Looks through two parts, which may be over different ids, for each kind of leak. */
final class LeakSearch {

  private static final int UNKNOWN = -1;

  private final Interactions train;
  private final Interactions test;
  // The training index of each test user and item with training interactions, or UNKNOWN.
  private final int[] users;
  private final int[] items;

  LeakSearch(Interactions train, Interactions test) {
    this.train = train;
    this.test = test;
    users = align(test.users(), train.users(), PartCounts.user(train));
    items = align(test.items(), train.items(), PartCounts.item(train));
  }

  private static int[] align(IdMap ids, IdMap trainIds, IntPredicate inTrain) {
    int[] aligned = new int[ids.size()];
    for (int index = 0; index < aligned.length; index++) {
      int at = trainIds.indexOf(ids.id(index)).orElse(UNKNOWN);
      aligned[index] = at != UNKNOWN && inTrain.test(at) ? at : UNKNOWN;
    }
    return aligned;
  }

  Leak overlap() {
    CsrMatrix matrix = test.byUser();
    Cases cases = new Cases(Leak.Kind.OVERLAP);
    for (int user = 0; user < matrix.rows(); user++) {
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        int item = items[matrix.column(at)];
        if (users[user] != UNKNOWN
            && item != UNKNOWN
            && train.byUser().find(users[user], item) >= 0) {
          cases.addPair(test, user, at, test.times());
        }
      }
    }
    return cases.leak();
  }

  Leak future() {
    LongColumn testTimes = times(test);
    long earliest = Long.MAX_VALUE;
    for (long at = 0; at < test.size(); at++) {
      earliest = Math.min(earliest, testTimes.get(at));
    }
    long[] limits = new long[train.users().size()];
    Arrays.fill(limits, earliest);
    return later(Leak.Kind.FUTURE, limits);
  }

  Leak futureOfUsers() {
    LongColumn testTimes = times(test);
    long[] limits = new long[train.users().size()];
    Arrays.fill(limits, Long.MAX_VALUE);
    CsrMatrix matrix = test.byUser();
    for (int user = 0; user < matrix.rows(); user++) {
      for (long at = matrix.start(user); users[user] != UNKNOWN && at < matrix.end(user); at++) {
        limits[users[user]] = Math.min(limits[users[user]], testTimes.get(at));
      }
    }
    return later(Leak.Kind.FUTURE_OF_USER, limits);
  }

  /** Training interactions later than the limit of their user. */
  private Leak later(Leak.Kind kind, long[] limits) {
    LongColumn times = times(train);
    CsrMatrix matrix = train.byUser();
    Cases cases = new Cases(kind);
    for (int user = 0; user < matrix.rows(); user++) {
      for (long at = matrix.start(user); at < matrix.end(user); at++) {
        if (times.get(at) > limits[user]) {
          cases.addPair(train, user, at, train.times());
        }
      }
    }
    return cases.leak();
  }

  private static LongColumn times(Interactions part) {
    return part.times()
        .orElseThrow(
            () -> new IllegalArgumentException("a claim of time needs times, the data have none"));
  }

  Leak usersInTestOnly() {
    Cases cases = new Cases(Leak.Kind.USERS_IN_TEST_ONLY);
    for (int user = 0; user < users.length; user++) {
      if (users[user] == UNKNOWN && test.byUser().count(user) > 0) {
        cases.add(Optional.of(test.users().id(user)), Optional.empty(), OptionalLong.empty());
      }
    }
    return cases.leak();
  }

  Leak itemsInTestOnly() {
    IntPredicate tested = PartCounts.item(test);
    Cases cases = new Cases(Leak.Kind.ITEMS_IN_TEST_ONLY);
    for (int item = 0; item < items.length; item++) {
      if (items[item] == UNKNOWN && tested.test(item)) {
        cases.add(Optional.empty(), Optional.of(test.items().id(item)), OptionalLong.empty());
      }
    }
    return cases.leak();
  }

  /** Counts cases and keeps the first. */
  private static final class Cases {
    private final Leak.Kind kind;
    private final List<Leak.Example> examples = new ArrayList<>();
    private long count;

    Cases(Leak.Kind kind) {
      this.kind = kind;
    }

    void addPair(Interactions part, int user, long position, Optional<LongColumn> times) {
      count++;
      if (examples.size() < Leak.MAX_EXAMPLES) {
        examples.add(
            new Leak.Example(
                Optional.of(part.users().id(user)),
                Optional.of(part.items().id(part.byUser().column(position))),
                times.isPresent()
                    ? OptionalLong.of(times.get().get(position))
                    : OptionalLong.empty()));
      }
    }

    void add(Optional<String> userId, Optional<String> itemId, OptionalLong time) {
      count++;
      if (examples.size() < Leak.MAX_EXAMPLES) {
        examples.add(new Leak.Example(userId, itemId, time));
      }
    }

    Leak leak() {
      return new Leak(kind, count, examples);
    }
  }
}
