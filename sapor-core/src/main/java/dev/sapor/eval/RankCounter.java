package dev.sapor.eval;

import dev.sapor.linalg.TopK;
import java.util.Arrays;

/**
 * Finds where the relevant items of a user stand among all candidates.
 *
 * <p>Where only the first k ranks matter, a heap keeps the best k and the relevant ones are looked
 * up in it. Where all ranks matter, or ties are left open, nothing is sorted but the relevant items
 * R: each of the M candidates is placed among them by a binary search, and places are summed. That
 * costs O(M log |R|), and one comparison for each candidate below the worst relevant item. Serves
 * one thread.
 */
final class RankCounter {

  private final int length;
  private final TieRule ties;
  private int[] indices = new int[0];
  private float[] scores = new float[0];
  // One more than there are relevant items: what stands above the first, between two, below all.
  private int[] places = new int[1];
  private int[] equal = new int[0];

  /**
   * @param length how many ranks matter, at least 1; {@link RankingMetric#WHOLE} for all
   * @param ties what becomes of equal scores
   */
  RankCounter(int length, TieRule ties) {
    this.length = length;
    this.ties = ties;
  }

  /**
   * Finds the ranks of a user's relevant items.
   *
   * @param itemScores score of each item
   * @param candidates the items that are ranked, as words of bits
   * @param relevant number of relevant items, known or not
   * @param knownItems the indices of those that are known, growing
   * @param labels for each of them what it is called in the result
   * @throws IllegalArgumentException if the score of a candidate is NaN
   */
  UserRanks count(
      float[] itemScores, long[] candidates, int relevant, int[] knownItems, int[] labels) {
    int count = Arrays.stream(candidates).mapToInt(Long::bitCount).sum();
    return length == RankingMetric.WHOLE || ties == TieRule.EXPECTED
        ? ofAll(itemScores, candidates, count, relevant, knownItems, labels)
        : ofFirst(itemScores, candidates, count, relevant, knownItems, labels);
  }

  private UserRanks ofFirst(
      float[] itemScores, long[] candidates, int count, int relevant, int[] known, int[] labels) {
    TopK best = new TopK(Math.min(length, count));
    best.offerAll(itemScores, itemScores.length, candidates);
    int kept = drain(best);
    int[] found = new int[known.length];
    int[] above = new int[known.length];
    int hits = 0;
    for (int rank = 0; rank < kept; rank++) {
      int at = Arrays.binarySearch(known, indices[rank]);
      if (at >= 0) {
        found[hits] = labels[at];
        above[hits++] = rank;
      }
    }
    int[] alone = new int[hits];
    Arrays.fill(alone, 1);
    return new UserRanks(count, relevant, Arrays.copyOf(found, hits), above, alone);
  }

  private UserRanks ofAll(
      float[] itemScores, long[] candidates, int count, int relevant, int[] known, int[] labels) {
    TopK order = new TopK(known.length);
    for (int item : known) {
      if ((candidates[item >> 6] >>> item & 1) != 0) {
        order.offer(item, itemScores[item]);
      }
    }
    int ranked = drain(order);
    place(itemScores, candidates, ranked);
    int[] found = new int[ranked];
    int[] above = new int[ranked];
    int[] tied = new int[ranked];
    int sum = 0;
    for (int k = 0; k < ranked; k++) {
      sum += places[k];
      found[k] = labels[Arrays.binarySearch(known, indices[k])];
      above[k] = sum;
      tied[k] = ties == TieRule.EXPECTED ? equal[k] : 1;
    }
    spreadTies(above, tied, ranked);
    return new UserRanks(count, relevant, found, above, tied);
  }

  /** The first of a group has its counts; the others of it get the same. */
  private void spreadTies(int[] above, int[] tied, int ranked) {
    for (int k = 1; k < ranked && ties == TieRule.EXPECTED; k++) {
      if (scores[k] == scores[k - 1]) {
        above[k] = above[k - 1];
        tied[k] = tied[k - 1];
      }
    }
  }

  private int drain(TopK best) {
    int kept = best.size();
    if (kept > indices.length) {
      indices = new int[kept];
      scores = new float[kept];
      equal = new int[kept];
      places = new int[kept + 1];
    }
    return best.drain(indices, scores);
  }

  /** Counts for each relevant item the candidates between it and the one above. */
  private void place(float[] itemScores, long[] candidates, int ranked) {
    Arrays.fill(places, 0, ranked + 1, 0);
    Arrays.fill(equal, 0, ranked, 0);
    float worst = ranked == 0 ? Float.POSITIVE_INFINITY : scores[ranked - 1];
    for (int item = 0; item < itemScores.length; item++) {
      float score = itemScores[item];
      // Most scores end here. NaN compares false and so goes on to be refused.
      if (score < worst || (candidates[item >> 6] >>> item & 1) == 0) {
        continue;
      }
      if (Float.isNaN(score)) {
        throw new IllegalArgumentException("score of index " + item + " is NaN");
      }
      if (ties == TieRule.EXPECTED) {
        int place = firstAtMost(score, ranked);
        if (place < ranked && scores[place] == score) {
          equal[place]++;
          place = firstBelow(place, score, ranked);
        }
        places[place]++;
      } else {
        places[firstWorse(score, item, ranked)]++;
      }
    }
  }

  /** The first relevant item whose score is not above a score. */
  private int firstAtMost(float score, int ranked) {
    int low = 0;
    int high = ranked;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scores[middle] > score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first relevant item after a group of equal scores. */
  private int firstBelow(int from, float score, int ranked) {
    int at = from;
    while (at < ranked && scores[at] == score) {
      at++;
    }
    return at;
  }

  /** The first relevant item that stands below an item in the order of score and index. */
  private int firstWorse(float score, int item, int ranked) {
    int low = 0;
    int high = ranked;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean worse = scores[middle] < score || (scores[middle] == score && indices[middle] > item);
      if (worse) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
