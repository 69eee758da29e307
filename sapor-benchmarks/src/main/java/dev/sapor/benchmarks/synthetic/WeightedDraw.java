package dev.sapor.benchmarks.synthetic;

import dev.sapor.linalg.RandomStream;

/**
 * Draws indices in proportion to fixed weights, each draw in constant time: the alias method
 * (Walker, ACM TOMS 3(3), 1977; tables as in Vose, IEEE TSE 17(9), 1991).
 */
final class WeightedDraw {

  // Column k stands for k with this probability, otherwise for its alias.
  private final double[] own;
  private final int[] alias;

  /**
   * @param weights positive
   */
  WeightedDraw(double[] weights) {
    int n = weights.length;
    own = new double[n];
    alias = new int[n];
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    int[] waiting = new int[n];
    int small = 0;
    int large = n;
    for (int k = 0; k < n; k++) {
      own[k] = weights[k] / sum * n;
      alias[k] = k;
      // One array holds both stacks: the small ones from the front, the large ones from the back.
      waiting[own[k] < 1 ? small++ : --large] = k;
    }
    while (small > 0 && large < n) {
      int light = waiting[--small];
      int heavy = waiting[large];
      alias[light] = heavy;
      own[heavy] -= 1 - own[light];
      if (own[heavy] < 1) {
        large++;
        waiting[small++] = heavy;
      }
    }
  }

  /** An index, in proportion to its weight. */
  int next(RandomStream random) {
    int column = random.nextInt(own.length);
    return random.nextDouble() < own[column] ? column : alias[column];
  }
}
