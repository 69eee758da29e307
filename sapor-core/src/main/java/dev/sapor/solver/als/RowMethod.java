package dev.sapor.solver.als;

/** How the equations of a row are solved in an epoch of {@link ImplicitAlsConfig}. */
public enum RowMethod {
  /** {@link #CHOLESKY} up to 32 factors, {@link #CG} beyond. */
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

  /** What it comes to for a number of factors. */
  RowMethod of(int factors) {
    return this != AUTO ? this : factors <= EXACT_FACTORS ? CHOLESKY : CG;
  }
}
