package dev.sapor.model;

import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.kernel.Kernels;

/**
 * The numbers of a factor model, by index: user factors U (N x F), item factors V (M x F), a global
 * mean and one bias for each user and item. The score of a pair is mean + user bias + item bias +
 * u_n · v_m; where a model has no biases they are zero.
 *
 * <p>Holds its parts without copying them: a solver updates them in place.
 *
 * @param users N x F
 * @param items M x F
 * @param mean the global mean, 0 in a model without biases
 * @param userBiases length N
 * @param itemBiases length M
 */
@SuppressWarnings("ArrayRecordComponent") // live views of a solver's state; never compared
public record Factors(
    FloatMatrix users, FloatMatrix items, float mean, float[] userBiases, float[] itemBiases) {

  private static final float SOUND = 1e17f;

  /**
   * @throws IllegalArgumentException if the shapes do not fit together
   */
  public Factors {
    if (users.columns() != items.columns()
        || users.rows() != userBiases.length
        || items.rows() != itemBiases.length) {
      throw new IllegalArgumentException(
          "user factors %s with %s biases do not fit item factors %s with %s biases"
              .formatted(users, userBiases.length, items, itemBiases.length));
    }
  }

  /** Factors without biases. */
  public static Factors unbiased(FloatMatrix users, FloatMatrix items) {
    return new Factors(users, items, 0, new float[users.rows()], new float[items.rows()]);
  }

  /** Zeros of a shape. */
  public static Factors zeros(int users, int items, int factors) {
    return unbiased(FloatMatrix.zeros(users, factors), FloatMatrix.zeros(items, factors));
  }

  /** Bytes of memory that factors and biases of a shape take. */
  public static long bytesFor(int users, int items, int factors) {
    return FloatMatrix.bytesFor(users, factors)
        + FloatMatrix.bytesFor(items, factors)
        + Float.BYTES * ((long) users + items);
  }

  /** Number of latent factors F. */
  public int rank() {
    return users.columns();
  }

  /**
   * The score of a pair: ((mean + user bias) + item bias) + u · v, in float, where u · v is {@link
   * Kernels#chain}.
   */
  public float score(int userIndex, int itemIndex) {
    return ((mean + userBiases[userIndex]) + itemBiases[itemIndex])
        + Kernels.get().chain(users, userIndex, items, itemIndex);
  }

  /** An independent copy. */
  public Factors copy() {
    return new Factors(users.copy(), items.copy(), mean, userBiases.clone(), itemBiases.clone());
  }

  /** A copy without the row and the bias of a user. */
  Factors withoutUser(int userIndex) {
    FloatMatrix others = FloatMatrix.zeros(users.rows() - 1, users.columns());
    float[] biases = new float[others.rows()];
    for (int row = 0; row < others.rows(); row++) {
      int from = row < userIndex ? row : row + 1;
      others.setRow(row, users, from);
      biases[row] = userBiases[from];
    }
    return new Factors(others, items.copy(), mean, biases, itemBiases.clone());
  }

  /** Whether every number is finite. */
  public boolean isFinite() {
    return isBelow(Float.POSITIVE_INFINITY);
  }

  /**
   * Whether every number is finite and below 10<sup>17</sup> in magnitude, so that no score can
   * overflow: the products of a dot product are then below 10<sup>34</sup>, and float ends at
   * 3·10<sup>38</sup>. Training ends with such factors or not at all.
   */
  public boolean isSound() {
    return isBelow(SOUND);
  }

  private boolean isBelow(float bound) {
    return Math.abs(mean) < bound
        && users.isBelow(bound)
        && items.isBelow(bound)
        && areBelow(userBiases, bound)
        && areBelow(itemBiases, bound);
  }

  private static boolean areBelow(float[] values, float bound) {
    for (float value : values) {
      if (!(Math.abs(value) < bound)) {
        return false;
      }
    }
    return true;
  }
}
