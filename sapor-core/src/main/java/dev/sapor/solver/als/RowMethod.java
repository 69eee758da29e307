package dev.sapor.solver.als;

import dev.sapor.data.Interactions;

/** How the equations of a row are solved in an epoch of {@link ImplicitAlsConfig}. */
public enum RowMethod {
  /**
   * {@link #CHOLESKY} up to 32 factors, and where the data are so small that it takes no time worth
   * saving; {@link #CG} beyond.
   */
  AUTO,

  /** Exactly, by the Cholesky factors of the matrix of the row. */
  CHOLESKY,

  /**
   * By some steps of conjugate gradients from where the row stands; the matrix of the row is never
   * made (Takács, Pilászy and Tikk, "Applications of the conjugate gradient method for implicit
   * feedback collaborative filtering", RecSys 2011).
   */
  CG,

  /**
   * By exact solutions for some factors at a time, with the others held still (iALS++: Rendle,
   * Krichene, Zhang and Koren, "iALS++: Speeding up matrix factorization with subspace
   * optimization", 2021); with a block as large as the number of factors the same as {@link
   * #CHOLESKY}.
   */
  BLOCKS;

  /** Factors up to which exact solutions cost about as little. */
  private static final int EXACT_FACTORS = 32;

  /** Operations of an exact epoch that take some hundredths of a second. */
  private static final double EXACT_OPERATIONS = 2e9;

  /** What it comes to for a number of factors on some data. */
  RowMethod of(int factors, Interactions train) {
    if (this != AUTO) {
      return this;
    }
    double rows = (double) train.users().size() + train.items().size();
    double square = (double) factors * factors;
    double exact = 2.0 * train.size() * square + rows * square * factors / 3;
    return factors <= EXACT_FACTORS || exact <= EXACT_OPERATIONS ? CHOLESKY : CG;
  }
}
