package dev.sapor.textbook;

/** R: a checked copy of a dense N x M matrix of ratings in which NaN stands for missing. */
final class Ratings {

  private final double[][] rows;
  private final int items;
  private final int observed;

  /**
   * @throws IllegalArgumentException if the matrix has no row or column, is ragged, holds an
   *     infinite value, or holds no rating at all
   */
  Ratings(double[][] ratings) {
    if (ratings.length == 0 || ratings[0].length == 0) {
      throw new IllegalArgumentException("ratings must have at least one row and one column");
    }
    items = ratings[0].length;
    rows = new double[ratings.length][];
    int count = 0;
    for (int n = 0; n < ratings.length; n++) {
      rows[n] = ratings[n].clone();
      count = Math.addExact(count, checkRow(n));
    }
    if (count == 0) {
      throw new IllegalArgumentException("ratings must hold a number (all entries are NaN)");
    }
    observed = count;
  }

  /** The number of observed entries of a row. */
  private int checkRow(int n) {
    if (rows[n].length != items) {
      throw new IllegalArgumentException(
          "ratings must have rows of one length (row 0 has %s entries, row %s has %s)"
              .formatted(items, n, rows[n].length));
    }
    int count = 0;
    for (int m = 0; m < items; m++) {
      if (Double.isInfinite(rows[n][m])) {
        throw new IllegalArgumentException(
            "ratings must be finite, or NaN where missing (got %s in row %s, column %s)"
                .formatted(rows[n][m], n, m));
      }
      count += isObserved(n, m) ? 1 : 0;
    }
    return count;
  }

  /** N. */
  int users() {
    return rows.length;
  }

  /** M. */
  int items() {
    return items;
  }

  /** Number of observed pairs. */
  int observed() {
    return observed;
  }

  boolean isObserved(int n, int m) {
    return !Double.isNaN(rows[n][m]);
  }

  /** r_nm, NaN where missing. */
  double rating(int n, int m) {
    return rows[n][m];
  }
}
