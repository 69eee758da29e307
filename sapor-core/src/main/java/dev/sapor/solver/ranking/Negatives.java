package dev.sapor.solver.ranking;

import dev.sapor.linalg.RandomStream;

/**
 * Which items the steps of an epoch take as negatives: the next ones of a random order of all
 * items, and a new order where too few are left. So a step has each item once at most, and all
 * items come up equally often.
 */
final class Negatives {

  private final int[] items;
  private final int perStep;
  private final long seed;
  private int[] order = {};
  private int next;
  private int pass;
  private int epoch;

  /**
   * @param items the items to draw from
   * @param perStep how many a step asks for; it gets all where there are no more
   */
  Negatives(int[] items, int perStep, long seed) {
    this.items = items;
    this.perStep = Math.min(perStep, items.length);
    this.seed = seed;
  }

  int perStep() {
    return perStep;
  }

  /** Begins an epoch. */
  void begin(int newEpoch) {
    epoch = newEpoch;
    pass = 0;
    next = items.length;
  }

  /** Writes the negatives of the next step. */
  void draw(int[] target) {
    if (perStep == items.length) {
      System.arraycopy(items, 0, target, 0, perStep);
      return;
    }
    if (next + perStep > items.length) {
      order = RandomStream.of(seed, "negatives", epoch, pass++).permutation(items.length);
      next = 0;
    }
    for (int k = 0; k < perStep; k++) {
      target[k] = items[order[next++]];
    }
  }
}
