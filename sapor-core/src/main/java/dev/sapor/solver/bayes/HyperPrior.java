package dev.sapor.solver.bayes;

/**
 * The constants of the priors on the priors: λ ~ Gamma(a₀/2, rate b₀/2), μ | λ ~ N(0, 1/(c₀ λ)),
 * and the same a₀ and b₀ for α; w₀ ~ N(centre, 1/reg₀); thresholds of ordered probit are N(0,
 * 1/reg₁), put in order.
 *
 * @param shape a₀
 * @param rate b₀
 * @param meanWeight c₀
 * @param levelPrecision reg₀
 * @param thresholdPrecision reg₁
 */
record HyperPrior(
    double shape,
    double rate,
    double meanWeight,
    double levelPrecision,
    double thresholdPrecision) {

  /** Those of libFM and myFM but for the last: next to nothing is assumed. */
  static final HyperPrior VAGUE = new HyperPrior(1, 1, 1, 1, 0.01);
}
