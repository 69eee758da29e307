package dev.sapor.recommend;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which items a list may hold. Filters work before the selection, never after it: a list has fewer
 * than n items only where fewer than n are eligible. Items without a training interaction are not
 * eligible under any filter. Immutable.
 */
public final class ItemFilter {

  private static final ItemFilter UNSEEN = new ItemFilter(false, null, new BitSet());

  private final boolean includesSeen;
  private final @Nullable BitSet allowed;
  private final BitSet denied;

  private ItemFilter(boolean includesSeen, @Nullable BitSet allowed, BitSet denied) {
    this.includesSeen = includesSeen;
    this.allowed = allowed;
    this.denied = denied;
  }

  /** All items but those that the user had in training. */
  public static ItemFilter unseen() {
    return UNSEEN;
  }

  /** The same, with the items that the user had in training. */
  public ItemFilter includingSeen() {
    return new ItemFilter(true, allowed, denied);
  }

  /**
   * The same, and only items of a list; of several lists, items of all of them.
   *
   * @throws IndexOutOfBoundsException if an index is negative
   */
  public ItemFilter allowing(int... itemIndices) {
    BitSet both = set(itemIndices);
    if (allowed != null) {
      both.and(allowed);
    }
    return new ItemFilter(includesSeen, both, denied);
  }

  /**
   * The same without the items of a list.
   *
   * @throws IndexOutOfBoundsException if an index is negative
   */
  public ItemFilter denying(int... itemIndices) {
    BitSet either = set(itemIndices);
    either.or(denied);
    return new ItemFilter(includesSeen, allowed, either);
  }

  private static BitSet set(int[] itemIndices) {
    BitSet set = new BitSet();
    Arrays.stream(itemIndices).forEach(set::set);
    return set;
  }

  /** Whether items that the user had in training may be in the list. */
  public boolean includesSeen() {
    return includesSeen;
  }

  /** Whether the lists of this filter let an item pass, seen or not. */
  public boolean passes(int itemIndex) {
    return (allowed == null || allowed.get(itemIndex)) && !denied.get(itemIndex);
  }

  /** One more than the greatest item index that is named. */
  int length() {
    return Math.max(denied.length(), allowed == null ? 0 : allowed.length());
  }

  /** Whether no item is named, so that all pass. */
  boolean passesAll() {
    return allowed == null && denied.isEmpty();
  }
}
