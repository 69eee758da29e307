package dev.sapor.solver;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.IntColumn;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The regression that a row of a Gaussian factor model is, given the other side: prior x_f ~ N(m_f,
 * 1/λ_f) for each factor and for the bias, and ratings r_k ~ N(w₀ + b + c_k + x·q_k, 1/α).
 *
 * <p>A draw from the prior, corrected by the regression of what it leaves unexplained, is a draw
 * from the posterior (Matheron's rule): with x₀ from the prior and noise ε of the likelihood,
 *
 * <pre>
 *   x = x₀ + (A + Λ/α)⁻¹ Σ_k q_k (r_k − x₀·q_k + ε_k),  A = Σ_k q_k q_kᵀ,  ε_k ~ N(0, 1/α)
 * </pre>
 *
 * so the ridge regression of alternating least squares does all of the work. With the prior mean
 * for x₀ and without noise it is the mean of the posterior. The features are divided by the roots
 * of the λ_f, so that all factors weigh the same in the equations. A workspace; not safe for use by
 * several threads at once.
 *
 * <p>Source of the rule: Doucet, "A note on efficient conditional simulation of Gaussian
 * distributions", 2010.
 */
public final class GaussianRow {

  private final int factors;
  private final NormalEquations equations;
  private final FloatMatrix start;
  private final FloatMatrix solution;
  private final float[] row;
  private float bias;

  /** For rows of so many factors and a bias. */
  public GaussianRow(int factors) {
    this.factors = factors;
    equations = Kernels.get().normalEquations(factors, true);
    start = FloatMatrix.zeros(1, factors);
    solution = FloatMatrix.zeros(1, factors);
    row = new float[factors];
  }

  /**
   * What the row is regressed on.
   *
   * @param features q: rows of the other side
   * @param scaled the same, each factor divided by √λ_f
   * @param biases c, by row of the other side
   * @param level w₀
   * @param precision α
   * @param roots 1/√λ_f for each factor
   * @param biasPrecision λ of the bias
   */
  @SuppressWarnings("ArrayRecordComponent") // live, and never compared
  public record Given(
      FloatMatrix features,
      FloatMatrix scaled,
      float[] biases,
      float level,
      float precision,
      float[] roots,
      float biasPrecision) {

    /** Divides each factor of a row by the root of its precision. */
    public static void scale(FloatMatrix from, int row, float[] roots, FloatMatrix to, int target) {
      float[] values = new float[roots.length];
      from.copyRow(row, values);
      for (int f = 0; f < values.length; f++) {
        values[f] *= roots[f];
      }
      to.setRow(target, values);
    }

    /** 1/√λ for each factor. */
    public static float[] roots(float[] precisions, int factors) {
      float[] roots = new float[factors];
      for (int f = 0; f < factors; f++) {
        roots[f] = (float) (1 / Math.sqrt(precisions[f]));
      }
      return roots;
    }
  }

  /**
   * Solves a row.
   *
   * @param given what it is regressed on
   * @param columns the row of the other side that each rating is of
   * @param values the ratings by position
   * @param from the first position
   * @param to the position after the last
   * @param means the prior means of factors and bias
   * @param random for a draw; null for the mean
   * @param weights scratch, at least as long as the row
   * @param targets scratch likewise
   */
  public void solve(
      Given given,
      IntColumn columns,
      CsrMatrix values,
      long from,
      long to,
      float[] means,
      @Nullable RandomStream random,
      float[] weights,
      float[] targets) {
    for (int f = 0; f < factors; f++) {
      row[f] = means[f];
      if (random != null) {
        row[f] += (float) (random.nextGaussian() * given.roots[f]);
      }
    }
    float startBias = means[factors];
    if (random != null) {
      startBias += (float) (random.nextGaussian() / Math.sqrt(given.biasPrecision));
    }
    start.setRow(0, row);
    setTargets(given, columns, values, from, to, startBias, random, weights, targets);
    equations.clear();
    equations.add(given.scaled, columns, from, to, weights, targets);
    addPrior(given);
    bias = startBias + equations.solve(solution, 0);
    for (int f = 0; f < factors; f++) {
      row[f] += solution.get(0, f) * given.roots[f];
    }
  }

  private void setTargets(
      Given given,
      IntColumn columns,
      CsrMatrix values,
      long from,
      long to,
      float startBias,
      @Nullable RandomStream random,
      float[] weights,
      float[] targets) {
    Kernels.get().dots(start, 0, given.features, columns, from, to, targets);
    double noise = 1 / Math.sqrt(given.precision);
    for (int k = 0; k < to - from; k++) {
      float known = given.level + startBias + given.biases[columns.get(from + k)];
      weights[k] = 1;
      targets[k] = values.value(from + k) - known - targets[k];
      if (random != null) {
        targets[k] += (float) (noise * random.nextGaussian());
      }
    }
  }

  private void addPrior(Given given) {
    equations.addDiagonal(1 / given.precision, given.biasPrecision / given.precision);
  }

  /** The factors of the row that was solved. */
  public float[] factors() {
    return row;
  }

  /** Its bias. */
  public float bias() {
    return bias;
  }

  /**
   * Solves for another row of the other side instead of the ratings: afterwards {@link #influence}
   * of a row is what a unit of residual of its rating adds to the score of that other row, and that
   * of the other row itself is α times what is not known of its score.
   *
   * @param other the row of the other side
   * @param weights scratch
   * @param zeros as long as the row, all 0
   */
  public void solveFor(
      Given given,
      IntColumn columns,
      long from,
      long to,
      int other,
      float[] weights,
      float[] zeros) {
    Arrays.fill(weights, 0, (int) (to - from), 1);
    equations.clear();
    equations.add(given.scaled, columns, from, to, weights, zeros);
    // Of weight 0: the right side alone.
    equations.add(given.scaled, IntColumn.of(other), 0, 1, new float[] {0}, new float[] {1});
    addPrior(given);
    bias = equations.solve(solution, 0);
  }

  /** After {@link #solveFor}: q_k · (A + Λ/α)⁻¹ q. */
  public double influence(Given given, int other) {
    double sum = bias;
    for (int f = 0; f < factors; f++) {
      sum += (double) solution.get(0, f) * given.scaled.get(other, f);
    }
    return sum;
  }
}
