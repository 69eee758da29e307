package dev.sapor.linalg.kernel;

import static dev.sapor.linalg.kernel.AdagradState.FIRST;
import static dev.sapor.linalg.kernel.AdagradState.PER_ROW;

import java.util.Objects;

/**
 * The scalar part of a step of Adagrad, the same for all kernels: from two dot products to what the
 * rows are multiplied by. The formulas are those of {@link AdagradState}.
 */
final class AdagradStep {

  private final DescentFactors factors;
  private final AdagradState state;
  private final float rate;
  private final boolean restStands;
  private final float firstShare;
  private final float restShare;

  // p' = keepLeft p + stepLeft q and q' = keepRight q + stepRight p, for the first columns …
  float keepLeft;
  float stepLeft;
  float keepRight;
  float stepRight;
  // … and for the rest.
  float keepLeftRest;
  float stepLeftRest;
  float keepRightRest;
  float stepRightRest;

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
    this.factors = factors;
    this.state = state;
    this.rate = rate;
    int columns = factors.left().columns();
    this.restStands = restStands || columns <= FIRST;
    this.firstShare = columns == 0 ? 0 : 1f / Math.min(FIRST, columns);
    this.restShare = columns <= FIRST ? 0 : 1f / (columns - FIRST);
  }

  /** Number of columns of a row. */
  int columns() {
    return factors.left().columns();
  }

  /** Checks an entry: the one check of its indices. */
  void check(int i, int j) {
    Objects.checkIndex(i, state.leftBiases().length);
    Objects.checkIndex(j, state.rightBiases().length);
  }

  /**
   * Takes the step of an entry as far as biases and state go, and says what the rows are multiplied
   * by.
   *
   * @param first dot product of the first columns
   * @param rest dot product of the rest
   */
  void take(int i, int j, float value, float first, float rest) {
    float[] a = factors.leftBiases();
    float[] b = factors.rightBiases();
    float error = value - (((factors.mean() + a[i]) + b[j]) + (first + rest));
    DescentFactors.Decays decays = factors.decays();
    if (factors.biased()) {
      moveBias(a, state.leftBiases(), i, decays.leftBiases()[i], error);
      moveBias(b, state.rightBiases(), j, decays.rightBiases()[j], error);
    }
    float[] left = state.left();
    float[] right = state.right();
    int l = PER_ROW * i;
    int r = PER_ROW * j;
    float decayLeft = decays.left()[i];
    float decayRight = decays.right()[j];

    float rateLeft = rate / root(left[l]);
    float rateRight = rate / root(right[r]);
    keepLeft = 1f - rateLeft * decayLeft;
    stepLeft = rateLeft * error;
    keepRight = 1f - rateRight * decayRight;
    stepRight = rateRight * error;
    float p = left[l + 2];
    float q = right[r + 2];
    left[l] += firstShare * norm(decayLeft, p, -error, q, first);
    right[r] += firstShare * norm(decayRight, q, -error, p, first);
    left[l + 2] = norm(keepLeft, p, stepLeft, q, first);
    right[r + 2] = norm(keepRight, q, stepRight, p, first);

    if (restStands) {
      keepLeftRest = 1;
      stepLeftRest = 0;
      keepRightRest = 1;
      stepRightRest = 0;
      return;
    }
    rateLeft = rate / root(left[l + 1]);
    rateRight = rate / root(right[r + 1]);
    keepLeftRest = 1f - rateLeft * decayLeft;
    stepLeftRest = rateLeft * error;
    keepRightRest = 1f - rateRight * decayRight;
    stepRightRest = rateRight * error;
    p = left[l + 3];
    q = right[r + 3];
    left[l + 1] += restShare * norm(decayLeft, p, -error, q, rest);
    right[r + 1] += restShare * norm(decayRight, q, -error, p, rest);
    left[l + 3] = norm(keepLeftRest, p, stepLeftRest, q, rest);
    right[r + 3] = norm(keepRightRest, q, stepRightRest, p, rest);
  }

  private void moveBias(float[] biases, float[] sums, int row, float decay, float error) {
    float gradient = decay * biases[row] - error;
    biases[row] -= rate / root(sums[row]) * gradient;
    sums[row] += gradient * gradient;
  }

  /** Whether the rows can be moved without spoiling their padding of zeros. */
  boolean isFinite() {
    return Float.isFinite(stepLeft + stepRight + keepLeft + keepRight)
        && Float.isFinite(stepLeftRest + stepRightRest + keepLeftRest + keepRightRest);
  }

  private static float root(float sum) {
    return (float) Math.sqrt(sum);
  }

  /** |s p + t q|² from the squared norms of p and q and their product; never below 0. */
  private static float norm(float s, float p, float t, float q, float product) {
    return Math.max(0f, (s * s) * p + 2f * (s * t) * product + (t * t) * q);
  }
}
