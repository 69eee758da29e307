package dev.sapor.recommend;

import dev.sapor.linalg.CsrMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Which items each user may be given: a set that is the same for all, less what the user has seen.
 *
 * @param shared eligible items, as words of bits
 * @param left what is left out for each user, users x items; null for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // passed along inside this package; never compared
record Candidates(long[] shared, @Nullable CsrMatrix left) {

  /** Of so many items those that have interactions and pass a filter. */
  static Candidates of(long[] rankable, int items, ItemFilter filter, @Nullable CsrMatrix seen) {
    if (filter.length() > items) {
      throw new IllegalArgumentException(
          "the filter names item index %s of %s items".formatted(filter.length() - 1, items));
    }
    if (!filter.includesSeen() && seen == null) {
      throw new MissingHistoryException("to leave out seen items");
    }
    long[] shared =
        filter.passesAll()
            ? rankable
            : ItemSets.where(
                items, item -> ItemSets.contains(item, rankable) && filter.passes(item));
    return new Candidates(shared, filter.includesSeen() ? null : seen);
  }

  /** The most items that a list can hold. */
  int most() {
    return ItemSets.size(shared);
  }

  /** Writes the eligible items of a user into {@code words}. */
  void copyFor(int userIndex, long[] words) {
    System.arraycopy(shared, 0, words, 0, shared.length);
    if (left != null) {
      for (long at = left.start(userIndex); at < left.end(userIndex); at++) {
        ItemSets.remove(left.column(at), words);
      }
    }
  }
}
