package dev.sapor.linalg;

/**
 * The inverse of a symmetric positive-definite matrix A in place, by the sweep operator in blocks.
 *
 * <p>Sweeping a block k of rows and columns replaces, with D = A_kk⁻¹ and B_i = A_ik D,
 *
 * <pre>
 *   A_ij ← A_ij − B_i A_kj      A_ik ← B_i      A_kk ← −D      (i, j ≠ k)
 * </pre>
 *
 * which keeps the matrix symmetric; after each block was swept once it holds −A⁻¹ (J. H. Goodnight,
 * "A Tutorial on the SWEEP Operator", The American Statistician 33(3), 1979; in blocks it is
 * Gauss-Jordan elimination, N. J. Higham, "Accuracy and Stability of Numerical Algorithms", SIAM
 * 2002, chapter 14.4). The pivots within D are the squares of those of a Cholesky factorization, so
 * that a pivot that is not positive shows that A is not positive definite. Without exchange of rows
 * this is as stable as the condition number is moderate; a matrix with λ on its diagonal has at
 * most ‖A‖ / λ.
 *
 * <p>Cost: n³ / 2 fused multiply-adds, as many as by Cholesky factors, but all in one tile product
 * of which every tile of a step is independent. In it two rows of the result take four rows of the
 * right side at once: 8 multiply-adds for 6 loads and 2 stores. Memory beside the matrix: two
 * panels of n x {@value SymmetricMatrix#TILE}. Each element is a chain of multiply-adds in one
 * order, whatever thread makes it. Threads share the panels, read-only while tiles are updated.
 */
final class BlockSweep {

  /** Rows of a result tile that are updated together. */
  private static final int ROWS = 2;

  /** Terms of a product that are added in one pass. */
  private static final int TERMS = 4;

  private final double[][][][] tiles;

  /** For each i the rows of A_ki, as they were before the step. */
  private final double[][][] before;

  /** For each i the rows of −D A_ki, the transpose of −B_i. */
  private final double[][][] scaled;

  /**
   * @param tiles tile (i, j) for {@code j <= i}, as an array of rows; edges are multiples of 4
   */
  BlockSweep(double[][][][] tiles) {
    this.tiles = tiles;
    before = new double[tiles.length][][];
    scaled = new double[tiles.length][][];
  }

  void invert(Parallel parallel) {
    for (int k = 0; k < tiles.length; k++) {
      sweep(k, parallel);
    }
    parallel.ranges(tiles.length, 1, (from, to) -> negate(tiles[from]));
  }

  private void sweep(int k, Parallel parallel) {
    double[][] pivot = tiles[k][k];
    sweepTile(pivot, k * SymmetricMatrix.TILE);
    parallel.ranges(tiles.length, 1, (i, end) -> preparePanel(k, i, pivot));
    int[][] pairs = pairsWithout(k);
    parallel.ranges(pairs.length, 1, (p, end) -> update(pairs[p][0], pairs[p][1]));
    parallel.ranges(tiles.length, 1, (i, end) -> storePanel(k, i));
  }

  /** After this the tile holds −D. */
  private static void sweepTile(double[][] a, int firstRow) {
    for (int k = 0; k < a.length; k++) {
      double p = a[k][k];
      if (!(p > 0) || p == Double.POSITIVE_INFINITY) {
        throw new ArithmeticException(
            "the matrix is not positive definite and finite (pivot %s is %s)"
                .formatted(firstRow + k, p));
      }
      double[] row = a[k].clone();
      for (int i = 0; i < a.length; i++) {
        if (i != k) {
          addScaled(a[i], -row[i] / p, row);
        }
      }
      for (int i = 0; i < a.length; i++) {
        a[i][k] = row[i] / p;
        a[k][i] = row[i] / p;
      }
      a[k][k] = -1 / p;
    }
  }

  private static void addScaled(double[] y, double scale, double[] x) {
    for (int f = 0; f < y.length; f++) {
      y[f] = Math.fma(scale, x[f], y[f]);
    }
  }

  private void preparePanel(int k, int i, double[][] negatedInverse) {
    if (i == k) {
      return;
    }
    double[][] right = i < k ? tiles[k][i] : transposed(tiles[i][k]);
    double[][] product = new double[right.length][right[0].length];
    // D is symmetric: its rows are its columns.
    addProduct(product, negatedInverse, right);
    before[i] = right;
    scaled[i] = product;
  }

  private void update(int i, int j) {
    addProduct(tiles[i][j], scaled[i], before[j]);
  }

  private void storePanel(int k, int i) {
    if (i == k) {
      return;
    }
    double[][] rows = scaled[i];
    negate(rows);
    if (i < k) {
      tiles[k][i] = rows;
    } else {
      tiles[i][k] = transposed(rows);
    }
  }

  private int[][] pairsWithout(int k) {
    int others = tiles.length - 1;
    int[][] pairs = new int[others * (others + 1) / 2][];
    int count = 0;
    for (int i = 0; i < tiles.length; i++) {
      for (int j = 0; j <= i; j++) {
        if (i != k && j != k) {
          pairs[count++] = new int[] {i, j};
        }
      }
    }
    return pairs;
  }

  /**
   * {@code y[r] += Σ_t left[t][r] · right[t]} for every row r.
   *
   * @param left the transpose of the left factor
   */
  private static void addProduct(double[][] y, double[][] left, double[][] right) {
    for (int r = 0; r < y.length; r += ROWS) {
      for (int t = 0; t < right.length; t += TERMS) {
        addTerms(y[r], y[r + 1], left, r, right, t);
      }
    }
  }

  private static void addTerms(
      double[] y0, double[] y1, double[][] left, int r, double[][] right, int t) {
    double a0 = left[t][r];
    double a1 = left[t + 1][r];
    double a2 = left[t + 2][r];
    double a3 = left[t + 3][r];
    double b0 = left[t][r + 1];
    double b1 = left[t + 1][r + 1];
    double b2 = left[t + 2][r + 1];
    double b3 = left[t + 3][r + 1];
    double[] x0 = right[t];
    double[] x1 = right[t + 1];
    double[] x2 = right[t + 2];
    double[] x3 = right[t + 3];
    for (int f = 0; f < y0.length; f++) {
      double u0 = x0[f];
      double u1 = x1[f];
      double u2 = x2[f];
      double u3 = x3[f];
      y0[f] = Math.fma(a3, u3, Math.fma(a2, u2, Math.fma(a1, u1, Math.fma(a0, u0, y0[f]))));
      y1[f] = Math.fma(b3, u3, Math.fma(b2, u2, Math.fma(b1, u1, Math.fma(b0, u0, y1[f]))));
    }
  }

  private static double[][] transposed(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  private static void negate(double[][]... blocks) {
    for (double[][] rows : blocks) {
      for (double[] row : rows) {
        for (int f = 0; f < row.length; f++) {
          row[f] = -row[f];
        }
      }
    }
  }
}
