package dev.sapor.solver;

import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The regression that a row of a Gaussian factor model is, given the other side: prior x_f ~ N(m_f,
 * 1/λ_f) for each factor and for the bias, and ratings r_k ~ N(w₀ + b + c_k + x·q_k, 1/α), with the
 * q_k and c_k of {@link DesignRows}.
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
  private final DesignRows design;
  private final float[] row;
  private float bias;

  /** For rows of so many factors and a bias. */
  public GaussianRow(int factors) {
    this.factors = factors;
    equations = Kernels.get().normalEquations(factors, true);
    start = FloatMatrix.zeros(1, factors);
    solution = FloatMatrix.zeros(1, factors);
    design = new DesignRows(factors);
    row = new float[factors];
  }

  /**
   * What the row is regressed on.
   *
   * @param sides q and c, scaled by the roots
   * @param level w₀
   * @param precision α
   * @param roots 1/√λ_f for each factor
   * @param biasPrecision λ of the bias
   */
  @SuppressWarnings("ArrayRecordComponent") // live, and never compared
  public record Given(
      DesignRows.Sides sides, float level, float precision, float[] roots, float biasPrecision) {

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
   * @param places the rows of the other sides that each rating is of
   * @param values the ratings by position
   * @param from the first position
   * @param to the position after the last
   * @param means the prior means of factors and bias
   * @param random for a draw; null for the mean
   * @param weights scratch, at least as long as the row
   * @param targets scratch likewise; takes what the start leaves unexplained of each rating
   */
  public void solve(
      Given given,
      DesignRows.Places places,
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
    equations.clear();
    Arrays.fill(weights, 0, (int) (to - from), 1);
    for (long at = from; at < to; ) {
      long end = DesignRows.end(places, at, to);
      DesignRows.Piece piece = design.rows(given.sides, places, at, end);
      boolean whole = end - at == to - from;
      float[] some = whole ? targets : new float[piece.count()];
      setTargets(given, piece, values, at, startBias, random, some);
      add(piece, weights, some);
      if (!whole) {
        System.arraycopy(some, 0, targets, (int) (at - from), some.length);
      }
      at = end;
    }
    addPrior(given);
    bias = startBias + equations.solve(solution, 0);
    for (int f = 0; f < factors; f++) {
      row[f] += solution.get(0, f) * given.roots[f];
    }
  }

  private void setTargets(
      Given given,
      DesignRows.Piece piece,
      CsrMatrix values,
      long at,
      float startBias,
      @Nullable RandomStream random,
      float[] targets) {
    Kernels.get().dots(start, 0, piece.features(), piece.rows(), piece.from(), piece.to(), targets);
    double noise = 1 / Math.sqrt(given.precision);
    for (int k = 0; k < piece.count(); k++) {
      float known = given.level + startBias + piece.biases()[piece.row(k)];
      targets[k] = values.value(at + k) - known - targets[k];
      if (random != null) {
        targets[k] += (float) (noise * random.nextGaussian());
      }
    }
  }

  private void addPrior(Given given) {
    equations.addDiagonal(1 / given.precision, given.biasPrecision / given.precision);
  }

  /** Sets the row. */
  void startAt(float[] means) {
    System.arraycopy(means, 0, row, 0, factors);
    bias = means[factors];
  }

  /** The scores that the row as it stands gives its ratings. */
  void scores(Given given, DesignRows.Places places, long from, long to, float[] scores) {
    start.setRow(0, row);
    design.scores(start, 0, given.level + bias, given.sides, places, from, to, scores);
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
   * Solves for the design row of another rating instead of the ratings: afterwards {@link
   * #influence} of a rating is what a unit of its residual adds to the score of that other one, and
   * that of the other itself is α times what is not known of its score.
   *
   * @param other the position of the other rating
   * @param weights what each rating weighs: 1, or less where it says less
   * @param zeros as long as the row, all 0
   */
  public void solveFor(
      Given given,
      DesignRows.Places places,
      long from,
      long to,
      long other,
      float[] weights,
      float[] zeros) {
    equations.clear();
    for (long at = from; at < to; ) {
      long end = DesignRows.end(places, at, to);
      int first = (int) (at - from);
      float[] some = first == 0 ? weights : Arrays.copyOfRange(weights, first, (int) (end - from));
      add(design.rows(given.sides, places, at, end), some, zeros);
      at = end;
    }
    // Of weight 0: the right side alone.
    add(design.rows(given.sides, places, other, other + 1), new float[] {0}, new float[] {1});
    addPrior(given);
    bias = equations.solve(solution, 0);
  }

  private void add(DesignRows.Piece piece, float[] weights, float[] targets) {
    equations.add(piece.scaled(), piece.rows(), piece.from(), piece.to(), weights, targets);
  }

  /** After {@link #solveFor}: q_k · (A + Λ/α)⁻¹ q of the rating at a position. */
  public double influence(Given given, DesignRows.Places places, long position) {
    DesignRows.Piece piece = design.rows(given.sides, places, position, position + 1);
    double sum = bias;
    for (int f = 0; f < factors; f++) {
      sum += (double) solution.get(0, f) * piece.scaled().get(piece.row(0), f);
    }
    return sum;
  }
}
