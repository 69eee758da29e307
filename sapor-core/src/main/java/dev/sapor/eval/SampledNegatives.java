package dev.sapor.eval;

import static dev.sapor.recommend.RatingPredictor.UNKNOWN;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The protocol of He et al., "Neural collaborative filtering", WWW 2017, section 4.1: a relevant
 * item is ranked against a few items instead of all.
 *
 * <p>Such figures are not consistent with those over all items: they may even put models in another
 * order (Krichene and Rendle, "On sampled metrics for item recommendation", KDD 2020). They are
 * here to compare with figures that were published so.
 */
public final class SampledNegatives {

  private final Optional<Interactions> lists;
  private final int count;
  private final long seed;

  private SampledNegatives(Optional<Interactions> lists, int count, long seed) {
    this.lists = lists;
    this.count = count;
    this.seed = seed;
  }

  /** Given lists: the items of a user are those that the relevant ones are ranked against. */
  public static SampledNegatives given(Interactions lists) {
    return new SampledNegatives(Optional.of(lists), 0, 0);
  }

  /**
   * So many items for each user, drawn evenly from those that can be ranked, the user did not have
   * in training and are not relevant; all of them where there are fewer.
   *
   * @param count at least 1
   */
  public static SampledNegatives drawn(int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("negatives must be at least 1 (got " + count + ")");
    }
    return new SampledNegatives(Optional.empty(), count, seed);
  }

  /** Whether the lists are given. */
  boolean isGiven() {
    return lists.isPresent();
  }

  /** The sampling in the indices of a model and for the rows of test data. */
  Bound bind(Interactions test, ToIntFunction<String> itemIndex) {
    return lists.isPresent() ? given(lists.get(), test, itemIndex) : drawn(test);
  }

  /** Cuts the candidates of users down. Safe for use by several threads. */
  @FunctionalInterface
  interface Bound {

    /**
     * Leaves the relevant and the sampled items.
     *
     * @param row the user's row in the test data
     * @param relevant indices of the relevant items that are known, growing
     * @param candidates the items that can be ranked, as words of bits; changed
     */
    void restrict(int row, int[] relevant, long[] candidates);
  }

  private static Bound given(
      Interactions lists, Interactions test, ToIntFunction<String> itemIndex) {
    Map<String, Integer> rows = new HashMap<>();
    for (int row = 0; row < lists.users().size(); row++) {
      rows.put(lists.users().id(row), row);
    }
    AlignedInteractions aligned = new AlignedInteractions(lists, user -> UNKNOWN, itemIndex);
    return (row, relevant, candidates) -> {
      Integer list = rows.get(test.users().id(row));
      int[] negatives = list == null ? new int[0] : aligned.knownItems(list);
      keep(candidates, relevant, negatives, negatives.length);
    };
  }

  private Bound drawn(Interactions test) {
    return (row, relevant, candidates) -> {
      int[] others = new int[Arrays.stream(candidates).mapToInt(Long::bitCount).sum()];
      int size = 0;
      for (int item = 0; item < candidates.length * Long.SIZE; item++) {
        boolean eligible = (candidates[item >> 6] >>> item & 1) != 0;
        if (eligible && Arrays.binarySearch(relevant, item) < 0) {
          others[size++] = item;
        }
      }
      RandomStream random = RandomStream.of(seed, "negatives " + test.users().id(row));
      int wanted = Math.min(count, size);
      for (int k = 0; k < wanted; k++) {
        int at = k + random.nextInt(size - k);
        int item = others[at];
        others[at] = others[k];
        others[k] = item;
      }
      keep(candidates, relevant, others, wanted);
    };
  }

  private static void keep(long[] candidates, int[] relevant, int[] sampled, int count) {
    long[] kept = new long[candidates.length];
    for (int item : relevant) {
      kept[item >> 6] |= 1L << item;
    }
    for (int k = 0; k < count; k++) {
      kept[sampled[k] >> 6] |= 1L << sampled[k];
    }
    for (int word = 0; word < kept.length; word++) {
      candidates[word] &= kept[word];
    }
  }
}
