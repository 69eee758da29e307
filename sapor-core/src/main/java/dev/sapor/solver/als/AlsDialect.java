package dev.sapor.solver.als;

import dev.sapor.objective.ClickTarget;
import dev.sapor.objective.Confidence;
import dev.sapor.objective.Regularization;

/**
 * The parameters of other implementations of implicit ALS, and what they are here. Each minimises a
 * loss that {@link ImplicitAlsConfig} can say, so that the factors of one side are the same to
 * rounding where those of the other are.
 *
 * <p>All three have α and λ. r is the value of an interaction, n the number of interactions of a
 * row; every pair that was not seen has confidence 1 and target 0, what was seen the target 1.
 */
public enum AlsDialect {
  /**
   * Confidence {@code 1 + α r} and the weight λ for every row (Hu, Koren and Volinsky,
   * "Collaborative filtering for implicit feedback datasets", ICDM 2008, eq. 3). The paper has α =
   * 40.
   */
  HU_KOREN(40, 0.1, 0, 0),

  /**
   * The Python library implicit, {@code AlternatingLeastSquares}: confidence {@code α r} and the
   * weight λ for every row. An interaction with {@code α r < 1} counts less than one that never
   * was.
   */
  IMPLICIT(1, 0.01, 0, -1),

  /**
   * Spark MLlib, {@code ALS} with {@code implicitPrefs}: confidence {@code 1 + α r} and the weight
   * {@code λ n} for a row.
   */
  SPARK(1, 0.1, 1, 0);

  private final double alpha;
  private final double lambda;
  private final double nu;
  private final double shift;

  AlsDialect(double alpha, double lambda, double nu, double shift) {
    this.alpha = alpha;
    this.lambda = lambda;
    this.nu = nu;
    this.shift = shift;
  }

  /** α where none is given. */
  public double defaultAlpha() {
    return alpha;
  }

  /** λ where none is given. */
  public double defaultLambda() {
    return lambda;
  }

  /**
   * The same loss here.
   *
   * @param config what the dialect says nothing of is kept
   * @param alphaThere α, positive
   * @param lambdaThere λ, positive
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ImplicitAlsConfig translate(
      ImplicitAlsConfig config, double alphaThere, double lambdaThere) {
    return config
        .withAlpha0(1)
        .withConfidence(new Confidence(Confidence.Kind.LINEAR, alphaThere, 1, shift))
        .withTarget(ClickTarget.ONE)
        .withRegularization(new Regularization(lambdaThere, nu, 0, 0, 0))
        .withCountsAll(false);
  }
}
