package dev.sapor.model;

import dev.sapor.linalg.FloatMatrix;

/**
 * What the day of a rating adds to it, of a model that is a mean over S samples of F factors each:
 * in a sample d_t + p_u·v_t + q_i·v_t.
 *
 * @param calendar the D days
 * @param factors v: D x S·F, those of sample s in the columns from s·F on
 * @param biases d: S x D
 * @param precisions S x (F + 1): in each sample the precisions of factors and bias of a day around
 *     0, above 0
 */
public record DayEffects(
    Calendar calendar, FloatMatrix factors, FloatMatrix biases, FloatMatrix precisions) {

  /**
   * @throws IllegalArgumentException if the shapes do not fit together or a precision is not above
   *     0
   */
  public DayEffects {
    int samples = biases.rows();
    if (factors.rows() != calendar.size()
        || biases.columns() != calendar.size()
        || precisions.rows() != samples
        || factors.columns() != samples * (precisions.columns() - 1)) {
      throw new IllegalArgumentException("the parts of the days do not fit together");
    }
    requirePrecisions(precisions);
  }

  /**
   * Makes sure that they are above 0.
   *
   * @throws IllegalArgumentException if one is not
   */
  public static void requirePrecisions(FloatMatrix precisions) {
    for (int s = 0; s < precisions.rows(); s++) {
      for (int f = 0; f < precisions.columns(); f++) {
        if (!(precisions.get(s, f) > 0)) {
          throw new IllegalArgumentException("a precision of the days is not above 0");
        }
      }
    }
  }

  /** Number of samples S. */
  public int samples() {
    return biases.rows();
  }

  /** The mean of the biases of a day. */
  public float bias(int day) {
    double sum = 0;
    for (int s = 0; s < samples(); s++) {
      sum += biases.get(s, day);
    }
    return (float) (sum / samples());
  }

  /** The mean of the products of a day and a user: the users are divided by S as they are. */
  public float ofUser(int day, FloatMatrix users, int user) {
    return (float) product(day, users, user);
  }

  /** The mean of the products of a day and an item. */
  public float ofItem(int day, FloatMatrix items, int item) {
    return (float) (product(day, items, item) / samples());
  }

  private double product(int day, FloatMatrix rows, int row) {
    double sum = 0;
    for (int f = 0; f < factors.columns(); f++) {
      sum += (double) factors.get(day, f) * rows.get(row, f);
    }
    return sum;
  }
}
