package dev.sapor.solver.als;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.model.Factors;
import dev.sapor.objective.Objective;
import dev.sapor.solver.RowSolves;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.TreeMap;

/**
 * Alternating least squares for ratings, with the biases solved together with the factors.
 *
 * <p>The objective is ½ Σ (r − μ − b_u − b_i − p_u·q_i)² + ½ Σ_rows λ_row ‖row‖², with μ the mean
 * of the ratings. With the item side held still, the unknowns (p_u, b_u) of a user are a ridge
 * regression of r − μ − b_i on the features (q_i, 1):
 *
 * <pre>
 *   ( Σ_i (q_i,1)(q_i,1)ᵀ + diag(λ_u, …, λ_u, λ_bu) ) (p_u, b_u) = Σ_i (r_ui − μ − b_i)(q_i, 1)
 * </pre>
 *
 * and the same for an item with the users held still. An epoch solves all users, then all items.
 * Rows without interactions stay zero. After the last epoch the users are solved once more, so that
 * a stored user is exactly what its history gives.
 *
 * <p>Cost of an epoch: O(interactions · F² + (N + M) · F³). Rows are solved in parallel; threads
 * share only what stands still.
 *
 * <p>References: Zhou et al., "Large-scale parallel collaborative filtering for the Netflix Prize",
 * AAIM 2008, for the alternation and ν = 1; Koren, Bell and Volinsky, "Matrix factorization
 * techniques for recommender systems", IEEE Computer 42(8), 2009, for the biases.
 */
final class AlsRun implements Run {

  private final AlsConfig config;
  private final Interactions train;
  private final Factors factors;
  private final Parallel parallel;
  private final RowSolves<NormalEquations> rows;
  private int epoch;

  AlsRun(AlsConfig config, Interactions train, Factors factors, int epoch, Parallel parallel) {
    this.config = config;
    this.train = train;
    this.factors = factors;
    this.epoch = epoch;
    this.parallel = parallel;
    this.rows =
        new RowSolves<>(() -> Kernels.get().normalEquations(config.factors(), config.biased()));
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    solveUsers(factors.users(), factors.userBiases());
    solve(
        train.byItem(),
        factors.users(),
        factors.userBiases(),
        factors.items(),
        factors.itemBiases());
    epoch++;
  }

  private void solveUsers(FloatMatrix targetFactors, float[] targetBiases) {
    solve(train.byUser(), factors.items(), factors.itemBiases(), targetFactors, targetBiases);
  }

  /** Solves every row of one side; the features are the rows of the other. */
  private void solve(
      CsrMatrix matrix,
      FloatMatrix features,
      float[] featureBiases,
      FloatMatrix target,
      float[] targetBiases) {
    RowEquations row =
        new RatingEquations(
            features, featureBiases, factors.mean(), config.regularization(), config.biased());
    rows.run(
        matrix,
        parallel,
        (index, equations, weights, targets) -> {
          row.set(matrix, index, equations, weights, targets);
          targetBiases[index] = equations.solve(target, index);
        });
  }

  @Override
  public Objective.Value objective() {
    return Objective.squared(factors, train, config.regularization(), config.biased(), parallel);
  }

  @Override
  public Factors factors() {
    return factors;
  }

  @Override
  public Factors result() {
    Factors result = factors.copy();
    solveUsers(result.users(), result.userBiases());
    return result;
  }

  @Override
  public RunState state() {
    return new RunState(epoch, factors.copy(), new TreeMap<>());
  }
}
