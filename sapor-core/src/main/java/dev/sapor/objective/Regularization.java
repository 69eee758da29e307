package dev.sapor.objective;

/**
 * How strongly rows of factors and biases are pulled to zero. The objective holds ½ λ_row ‖row‖²
 * with
 *
 * <pre>  λ_row = λ · (n_row + α0 · n_other)^ν + κ        for a row of factors,
 *        λ_b · n_row^ν + κ_b                       for a bias,</pre>
 *
 * where n_row is the number of interactions of the row, and n_other the size of the other side (α0
 * is 0 for ratings). ν = 1 weighs a row by its interactions, as an SGD step that decays at each of
 * them does (and ALS-WR, Zhou et al., AAIM 2008); ν = 0 is one constant for all rows (the scaling
 * exponent is that of Rendle et al., "Revisiting the Performance of iALS", RecSys 2022, eq. 14). κ
 * keeps rows with few interactions down, which ν = 1 alone does not.
 *
 * @param lambda λ, at least 0
 * @param nu ν, in [0, 1]
 * @param kappa κ, at least 0
 * @param biasLambda λ_b, at least 0
 * @param biasKappa κ_b, at least 0
 */
public record Regularization(
    double lambda, double nu, double kappa, double biasLambda, double biasKappa) {

  /** No regularization at all. */
  public static final Regularization NONE = new Regularization(0, 1, 0, 0, 0);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Regularization {
    nonNegative("regularization", lambda);
    nonNegative("nu", nu);
    if (nu > 1) {
      throw new IllegalArgumentException("nu must be between 0 and 1 (got " + nu + ")");
    }
    nonNegative("kappa", kappa);
    nonNegative("bias regularization", biasLambda);
    nonNegative("bias kappa", biasKappa);
  }

  private static void nonNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " must be a finite number of at least 0 (got " + value + ")");
    }
  }

  /** λ_row of a row of factors with so many interactions, where missing pairs have no weight. */
  public double ofRow(long interactions) {
    return ofRow(interactions, 0, 0);
  }

  /** λ_row of a row of factors where every pair of the other side has the weight α0. */
  public double ofRow(long interactions, double alpha0, long others) {
    return lambda * power(interactions + alpha0 * others) + kappa;
  }

  /** λ of the bias of a row with so many interactions. */
  public double ofBias(long interactions) {
    return biasLambda * power((double) interactions) + biasKappa;
  }

  private double power(double count) {
    // The two common exponents exactly; the others by the StrictMath that has the same bits
    // everywhere.
    return nu == 1 ? count : nu == 0 ? 1 : StrictMath.pow(count, nu);
  }

  public Regularization withLambda(double newLambda) {
    return new Regularization(newLambda, nu, kappa, biasLambda, biasKappa);
  }

  public Regularization withNu(double newNu) {
    return new Regularization(lambda, newNu, kappa, biasLambda, biasKappa);
  }

  public Regularization withKappa(double newKappa) {
    return new Regularization(lambda, nu, newKappa, biasLambda, biasKappa);
  }

  public Regularization withBiasLambda(double newBiasLambda) {
    return new Regularization(lambda, nu, kappa, newBiasLambda, biasKappa);
  }

  public Regularization withBiasKappa(double newBiasKappa) {
    return new Regularization(lambda, nu, kappa, biasLambda, newBiasKappa);
  }
}
