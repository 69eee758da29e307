package dev.sapor.eval;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A part of the test data to be judged on its own: some of the users, or some of the items.
 *
 * @param by what the parts differ in, such as {@code activity} or {@code item genres}
 * @param label which of them it is, such as {@code 10-29} or {@code Comedy}
 * @param users rows of the test data that belong to it
 * @param items columns of the test data that belong to it; empty for all. The other items are still
 *     ranked, but not looked for
 */
public record Slice(String by, String label, IntPredicate users, Optional<IntPredicate> items) {

  static Slice ofUsers(String by, String label, IntPredicate users) {
    return new Slice(by, label, users, Optional.empty());
  }

  static Slice ofItems(String by, String label, IntPredicate items) {
    return new Slice(by, label, row -> true, Optional.of(items));
  }
}
