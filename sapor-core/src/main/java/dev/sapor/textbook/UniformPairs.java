package dev.sapor.textbook;

import dev.sapor.linalg.RandomStream;

/**
 * Stochastic descent whose iteration draws a user and an item, independently and uniformly: first
 * the user, then the item. A missing pair changes nothing.
 */
final class UniformPairs implements Descent {

  private final Ratings R;
  private final double[][] U;
  private final double[][] V;
  private final double learningRate;
  private final RandomStream pairs;

  UniformPairs(Ratings R, double[][] U, double[][] V, double learningRate, long seed) {
    this.R = R;
    this.U = U;
    this.V = V;
    this.learningRate = learningRate;
    pairs = RandomStream.of(seed, "textbook pairs");
  }

  @Override
  public boolean iterate() {
    int n = pairs.nextInt(R.users());
    int m = pairs.nextInt(R.items());
    if (!R.isObserved(n, m)) {
      return false;
    }
    StochasticDescent.step(R.rating(n, m), U[n], V[m], learningRate);
    return true;
  }
}
