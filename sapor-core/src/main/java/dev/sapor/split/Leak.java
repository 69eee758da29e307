package dev.sapor.split;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One way in which the training part and the test part are not what they should be.
 *
 * @param kind what is wrong
 * @param count how many interactions, or ids, are concerned
 * @param examples some of them, in the order of their ids
 */
public record Leak(Kind kind, long count, List<Example> examples) {

  /** Most examples that are kept of a kind. */
  public static final int MAX_EXAMPLES = 3;

  /** What can be wrong. */
  public enum Kind {
    /** Test interactions whose user and item are in the training part together as well. */
    OVERLAP,
    /** Training interactions later than the earliest test interaction of anybody. */
    FUTURE,
    /** Training interactions of a user later than the earliest test interaction of that user. */
    FUTURE_OF_USER,
    /** Test users who have no training interaction: nothing can be known of them. */
    USERS_IN_TEST_ONLY,
    /** Test items that have no training interaction. */
    ITEMS_IN_TEST_ONLY
  }

  /**
   * One case.
   *
   * @param userId whose, unless an item alone is concerned
   * @param itemId of what, unless a user alone is concerned
   * @param time of the interaction, where it matters and is known
   */
  public record Example(Optional<String> userId, Optional<String> itemId, OptionalLong time) {}

  public Leak {
    examples = List.copyOf(examples);
  }
}
