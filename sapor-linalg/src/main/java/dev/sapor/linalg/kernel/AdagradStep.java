package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.AdagradState.DECAY;
import static dev.sapor.linalg.kernel.AdagradState.FIRST;
import static dev.sapor.linalg.kernel.AdagradState.PER_ROW;

import dev.sapor.linalg.FloatMatrix;
import java.util.Objects;

/**
 * The part of a step of Adagrad that concerns an entry as a whole: from two dot products to what
 * the rows are multiplied by. The formulas are those of {@link AdagradState}.
 *
 * <p>There are four groups of columns: the first of the left row, its rest, the first of the right
 * row, its rest. What comes of a group stands at its number in an array, so that vector
 * instructions may take all groups at once ({@link SimdAdagradGroups}).
 */
final class AdagradStep {

  static final int GROUPS = 4;

  final int columns;
  final float mean;
  final boolean biased;
  final float[] leftBiases;
  final float[] rightBiases;
  final float[] left;
  final float[] right;
  final FloatMatrix leftFactors;
  final FloatMatrix rightFactors;
  private final DescentFactors.Decays decays;
  private final AdagradState state;
  final float rate;

  /** η of the two rests: 0 where they stand still. */
  final float restRate;

  /** One by the number of the first columns. */
  final float share;

  /** One by the number of the other columns: 0 where they stand still or there are none. */
  final float restShare;

  /** For each group {@code keep}, then for each {@code step}: p' = keep p + step q. */
  final float[] coefficients = new float[2 * GROUPS];

  AdagradStep(DescentFactors factors, AdagradState state, float rate, boolean restStands) {
    if (state.leftBiases().length != factors.left().rows()
        || state.rightBiases().length != factors.right().rows()) {
      throw new IllegalArgumentException(
          "the state of %s and %s rows does not fit factors %s and %s"
              .formatted(
                  state.leftBiases().length,
                  state.rightBiases().length,
                  factors.left(),
                  factors.right()));
    }
    this.leftFactors = factors.left();
    this.rightFactors = factors.right();
    this.columns = factors.left().columns();
    this.mean = factors.mean();
    this.biased = factors.biased();
    this.leftBiases = factors.leftBiases();
    this.rightBiases = factors.rightBiases();
    this.decays = factors.decays();
    this.state = state;
    this.left = state.left();
    this.right = state.right();
    this.rate = rate;
    boolean moves = !restStands && columns > FIRST;
    this.restRate = moves ? rate : 0;
    this.share = columns == 0 ? 0 : 1f / Math.min(FIRST, columns);
    this.restShare = moves ? 1f / (columns - FIRST) : 0;
  }

  /** Checks an entry: the one check of its indices. */
  void check(int i, int j) {
    Objects.checkIndex(i, leftBiases.length);
    Objects.checkIndex(j, rightBiases.length);
  }

  /** What the estimate of an entry begins with. */
  float base(int i, int j) {
    return biased ? (mean + leftBiases[i]) + rightBiases[j] : mean;
  }

  /** The biases of an entry take their step. */
  void moveBiases(int i, int j, float error) {
    moveBias(leftBiases, state.leftBiases(), i, decays.leftBiases()[i], error);
    moveBias(rightBiases, state.rightBiases(), j, decays.rightBiases()[j], error);
  }

  private void moveBias(float[] biases, float[] sums, int row, float decay, float error) {
    float gradient = decay * biases[row] - error;
    biases[row] -= rate / root(sums[row]) * gradient;
    sums[row] += gradient * gradient;
  }

  /**
   * Takes the step of an entry as far as biases and state go, and says what the rows are multiplied
   * by.
   *
   * @param first dot product of the first columns
   * @param rest dot product of the rest
   */
  void take(int i, int j, float value, float first, float rest) {
    float error = value - (base(i, j) + (first + rest));
    if (biased) {
      moveBiases(i, j, error);
    }
    int l = PER_ROW * i;
    int r = PER_ROW * j;
    for (int group = 0; group < GROUPS / 2; group++) {
      float product = group == 0 ? first : rest;
      float p = left[l + 2 + group];
      float q = right[r + 2 + group];
      move(group, left, l + group, left[l + DECAY], error, p, q, product);
      move(group + 2, right, r + group, right[r + DECAY], error, q, p, product);
    }
  }

  private void move(
      int group,
      float[] sums,
      int at,
      float decay,
      float error,
      float own,
      float other,
      float product) {
    boolean first = group % 2 == 0;
    float rate = (first ? this.rate : restRate) / root(sums[at]);
    float keep = 1f - rate * decay;
    float step = rate * error;
    coefficients[group] = keep;
    coefficients[GROUPS + group] = step;
    sums[at] += (first ? share : restShare) * norm(decay, own, -error, other, product);
    sums[at + 2] = norm(keep, own, step, other, product);
  }

  private static float root(float sum) {
    return (float) Math.sqrt(sum);
  }

  /**
   * |s p + t q|² from the squared norms of p and q and their product; never below 0, where rounding
   * would.
   */
  private static float norm(float s, float p, float t, float q, float product) {
    return Math.abs((s * s) * p + 2f * (s * t) * product + (t * t) * q);
  }
}
