package dev.sapor.split;

import dev.sapor.data.Interactions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of the test part is known to the training part, though it should not be, and what is not,
 * though it could be.
 *
 * @param leaks what was found, at most one for each kind
 */
public record LeakReport(List<Leak> leaks) {

  /** What a split claims of time. */
  public enum Claim {
    /** Nothing. */
    NONE,
    /** No training interaction is later than any test interaction. */
    TEMPORAL,
    /** No training interaction of a user is later than a test interaction of the same user. */
    LAST_OF_USER
  }

  public LeakReport {
    leaks = List.copyOf(leaks);
  }

  /**
   * Compares two parts; ids are compared as texts, so they may come from different files.
   *
   * @throws IllegalArgumentException if something is claimed of time and a part has no times
   */
  public static LeakReport of(Interactions train, Interactions test, Claim claim) {
    LeakSearch search = new LeakSearch(train, test);
    Stream<Leak> ofTime =
        switch (claim) {
          case NONE -> Stream.of();
          case TEMPORAL -> Stream.of(search.future());
          case LAST_OF_USER -> Stream.of(search.futureOfUsers());
        };
    return new LeakReport(
        Stream.of(
                Stream.of(search.overlap()),
                ofTime,
                Stream.of(search.usersInTestOnly(), search.itemsInTestOnly()))
            .flatMap(found -> found)
            .filter(leak -> leak.count() > 0)
            .toList());
  }

  /** What was found of a kind. */
  public Optional<Leak> find(Leak.Kind kind) {
    return leaks.stream().filter(leak -> leak.kind() == kind).findFirst();
  }

  /** How many cases of a kind there are. */
  public long count(Leak.Kind kind) {
    return find(kind).map(Leak::count).orElse(0L);
  }

  public boolean isEmpty() {
    return leaks.isEmpty();
  }
}
