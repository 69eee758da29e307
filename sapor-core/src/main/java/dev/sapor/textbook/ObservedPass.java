package dev.sapor.textbook;

import dev.sapor.linalg.RandomStream;

/**
 * Stochastic descent whose iteration visits every observed pair once. The order of a pass is a
 * random permutation from a stream of its own, so pass k is the same however many came before it.
 */
final class ObservedPass implements Descent {

  private final Ratings R;
  private final double[][] U;
  private final double[][] V;
  private final double learningRate;
  private final long seed;
  // The observed pairs in row-major order.
  private final int[] users;
  private final int[] items;
  private int pass;

  ObservedPass(Ratings R, double[][] U, double[][] V, double learningRate, long seed) {
    this.R = R;
    this.U = U;
    this.V = V;
    this.learningRate = learningRate;
    this.seed = seed;
    users = new int[R.observed()];
    items = new int[R.observed()];
    int count = 0;
    for (int n = 0; n < R.users(); n++) {
      for (int m = 0; m < R.items(); m++) {
        if (R.isObserved(n, m)) {
          users[count] = n;
          items[count++] = m;
        }
      }
    }
  }

  @Override
  public boolean iterate() {
    int[] order = RandomStream.of(seed, "textbook pass", pass++).permutation(users.length);
    for (int pair : order) {
      int n = users[pair];
      int m = items[pair];
      StochasticDescent.step(R.rating(n, m), U[n], V[m], learningRate);
    }
    return true;
  }
}
