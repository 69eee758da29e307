package dev.sapor.objective;

import java.util.function.LongToDoubleFunction;

/**
 * Weights by number of interactions, those of small numbers computed once: most rows have few, and
 * the power in a weight costs as much as the norm of a row.
 */
final class CountWeights {

  private static final int SMALL = 1024;

  private final LongToDoubleFunction weight;
  private final double[] ofSmall = new double[SMALL];

  CountWeights(LongToDoubleFunction weight) {
    this.weight = weight;
    for (int count = 0; count < SMALL; count++) {
      ofSmall[count] = weight.applyAsDouble(count);
    }
  }

  double of(int count) {
    return count < SMALL ? ofSmall[count] : weight.applyAsDouble(count);
  }
}
