package dev.sapor.rankloss;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.Kernels;
import java.util.Arrays;

/**
 * How much each pair of what a user has (i) and of a negative (j) still pulls the rows: σ(s_j −
 * s_i) = e_j / (e_j + e_i) with e = e^(s − greatest s), so that one exponential is taken for each
 * negative and each i, and none for a pair. For one thread.
 */
public final class PairWeights {

  /** The least exponent that is taken: its exponential is a normal number. */
  private static final float LEAST = -87;

  private final Kernels kernels = Kernels.get();
  private final float[] exponentials;
  private final float[] weights;
  private final float[] added;
  private final FloatMatrix addedRow;
  private final FloatMatrix ones;
  private final FloatMatrix unusedSums;

  public PairWeights(int negatives) {
    exponentials = new float[negatives];
    weights = new float[negatives];
    added = new float[negatives];
    addedRow = FloatMatrix.zeros(1, negatives);
    unusedSums = FloatMatrix.zeros(1, negatives);
    ones = FloatMatrix.zeros(1, negatives);
    Arrays.fill(added, 1);
    ones.setRow(0, added);
  }

  /**
   * Replaces the scores of the negatives by their weights: the sum over i, divided by how many
   * negatives the user does not have, and 0 for the others.
   *
   * @param scores those of the negatives, in one of the rows
   * @param positives the score of each i
   * @param places from {@code first} on, the place of each i among the negatives, or where there is
   *     none
   * @param pulls receives from {@code first} on for each i the sum of its weights, divided likewise
   * @return how many i there are for each negative that the user does not have; 0 if there is none
   */
  public double run(
      FloatMatrix scores, int row, float[] positives, int[] places, float[] pulls, int first) {
    scores.copyRow(row, exponentials);
    float greatest = Float.NEGATIVE_INFINITY;
    for (float score : exponentials) {
      greatest = Math.max(greatest, score);
    }
    for (float score : positives) {
      greatest = Math.max(greatest, score);
    }
    kernels.exponentials(scores, row, row + 1, 1, -greatest, unusedSums, 0);
    scores.copyRow(row, exponentials);
    int counting = exponentials.length;
    for (int k = first; k < first + positives.length; k++) {
      // What the user has is no negative: it weighs 0 / (0 + e).
      if (places[k] < exponentials.length) {
        exponentials[places[k]] = 0;
        counting--;
      }
    }
    Arrays.fill(weights, 0);
    float share = counting == 0 ? 0 : 1f / counting;
    for (int k = 0; k < positives.length; k++) {
      float own = (float) StrictMath.exp(Math.max(LEAST, positives[k] - greatest));
      pulls[first + k] = add(own) * share;
    }
    for (int j = 0; j < weights.length; j++) {
      weights[j] *= share;
    }
    scores.setRow(row, weights);
    return (double) positives.length * share;
  }

  /** Adds the weights of one i; returns their sum. */
  private float add(float own) {
    for (int j = 0; j < added.length; j++) {
      float weight = exponentials[j] / (exponentials[j] + own);
      added[j] = weight;
      weights[j] += weight;
    }
    addedRow.setRow(0, added);
    return kernels.dot(addedRow, 0, ones, 0);
  }
}
