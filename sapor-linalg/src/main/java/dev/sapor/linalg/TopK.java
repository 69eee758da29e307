package dev.sapor.linalg;

import java.util.Objects;

/**
 * The k best of many scores, exactly: greatest score first and, where scores are equal, smallest
 * index first. {@code 0f} and {@code -0f} are equal. The result does not depend on the order in
 * which scores are offered.
 *
 * <p>A binary heap of at most k entries with the worst kept one at its root: an offer that does not
 * beat the root costs one comparison, one that does O(log k). Holds 8 k bytes and may be used again
 * after {@link #drain}. Not safe for use by several threads.
 */
public final class TopK {

  private final int[] indices;
  private final float[] scores;
  private int size;

  /**
   * @param capacity how many are kept, at least 0
   */
  public TopK(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity must not be negative (got " + capacity + ")");
    }
    indices = new int[capacity];
    scores = new float[capacity];
  }

  /** How many are kept now. */
  public int size() {
    return size;
  }

  /**
   * Offers a score.
   *
   * @param index not offered before since the last {@link #drain}
   * @throws IllegalArgumentException if the score is NaN, which has no place in an order
   */
  public void offer(int index, float score) {
    if (Float.isNaN(score)) {
      throw new IllegalArgumentException("score of index " + index + " is NaN");
    }
    if (size < indices.length) {
      indices[size] = index;
      scores[size] = score;
      siftUp(size++);
    } else if (size > 0 && isWorse(scores[0], indices[0], score, index)) {
      indices[0] = index;
      scores[0] = score;
      siftDown();
    }
  }

  /**
   * Offers {@code scores[i]} under index i for every {@code i < count} whose bit is set.
   *
   * @param eligible bit i is bit {@code i % 64} of word {@code i / 64}
   * @throws IllegalArgumentException if the score of an eligible index is NaN
   */
  public void offerAll(float[] scores, int count, long[] eligible) {
    Objects.checkFromIndexSize(0, count, scores.length);
    Objects.checkFromIndexSize(0, Math.ceilDiv(count, Long.SIZE), eligible.length);
    float threshold = threshold();
    for (int i = 0; i < count; i++) {
      float score = scores[i];
      // Most scores end here. NaN compares false and so goes on to be refused.
      if (score < threshold) {
        continue;
      }
      if ((eligible[i >> 6] >>> i & 1) != 0) {
        offer(i, score);
        threshold = threshold();
      }
    }
  }

  /** Scores below this cannot enter any more; negative infinity where all still can. */
  public float threshold() {
    return size < indices.length || size == 0 ? Float.NEGATIVE_INFINITY : scores[0];
  }

  /**
   * Takes all out, best first, and leaves this empty.
   *
   * @param indexTarget receives the indices, at least {@link #size()} long
   * @param scoreTarget receives the scores, at least {@link #size()} long
   * @return how many were taken
   */
  public int drain(int[] indexTarget, float[] scoreTarget) {
    int count = size;
    Objects.checkFromIndexSize(0, count, indexTarget.length);
    Objects.checkFromIndexSize(0, count, scoreTarget.length);
    while (size > 0) {
      int last = --size;
      indexTarget[last] = indices[0];
      scoreTarget[last] = scores[0];
      indices[0] = indices[last];
      scores[0] = scores[last];
      siftDown();
    }
    return count;
  }

  private static boolean isWorse(float scoreA, int indexA, float scoreB, int indexB) {
    return scoreA < scoreB || (scoreA == scoreB && indexA > indexB);
  }

  private boolean isWorse(int a, int b) {
    return isWorse(scores[a], indices[a], scores[b], indices[b]);
  }

  private void siftUp(int start) {
    int child = start;
    while (child > 0) {
      int parent = (child - 1) >>> 1;
      if (!isWorse(child, parent)) {
        return;
      }
      swap(child, parent);
      child = parent;
    }
  }

  private void siftDown() {
    int parent = 0;
    while (true) {
      int worst = parent;
      int left = 2 * parent + 1;
      if (left < size && isWorse(left, worst)) {
        worst = left;
      }
      if (left + 1 < size && isWorse(left + 1, worst)) {
        worst = left + 1;
      }
      if (worst == parent) {
        return;
      }
      swap(parent, worst);
      parent = worst;
    }
  }

  private void swap(int a, int b) {
    int index = indices[a];
    indices[a] = indices[b];
    indices[b] = index;
    float score = scores[a];
    scores[a] = scores[b];
    scores[b] = score;
  }

  @Override
  public String toString() {
    return "TopK[" + size + " of " + indices.length + "]";
  }
}
