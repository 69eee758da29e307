package dev.sapor.solver.als;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.linalg.kernel.NormalEquations;
import dev.sapor.model.Factors;
import dev.sapor.objective.ClickLoss;
import dev.sapor.objective.Objective;
import dev.sapor.solver.RowSolves;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Alternating least squares for clicks: every pair of the matrix counts, the seen ones towards 1
 * and all of them, with the small weight α0, towards 0.
 *
 * <p>The objective is ½ [ Σ_seen c_ui (p_u·q_i − 1)² + α0 Σ_all (p_u·q_i)² ] + ½ Σ_rows λ_row
 * ‖row‖², with λ_u = λ (n_u + α0 M)^ν + κ and λ_i = λ (n_i + α0 N)^ν + κ; n counts interactions. c
 * is the weight of a click by its value, and there is another form of target and of λ_row ({@link
 * ClickLoss}). With the items held still, a user solves
 *
 * <pre>  ( Σ_seen c_ui q_i q_iᵀ + α0 QᵀQ + λ_u I ) p_u = Σ_seen c_ui q_i</pre>
 *
 * where the Gram matrix QᵀQ is made once for all users, so that the missing pairs cost nothing. An
 * epoch solves all users, then all items. Rows without interactions are zero. After the last epoch
 * the users are solved once more, so that a stored user is exactly what its history gives.
 *
 * <p>Cost of an epoch: O(interactions · F² + (N + M) · F³) where rows are solved exactly, and
 * O(interactions · F + (N + M) · F²) a step with conjugate gradients ({@link RowMethod}).
 *
 * <p>References: Hu, Koren and Volinsky, "Collaborative filtering for implicit feedback datasets",
 * ICDM 2008; Rendle, Krichene, Zhang and Koren, "Revisiting the performance of iALS on item
 * recommendation benchmarks", RecSys 2022, for this form of the loss and of λ_row.
 */
final class ImplicitAlsRun implements Run {

  private final ImplicitAlsConfig config;
  private final ClickLoss loss;
  private final Interactions train;
  private final Factors factors;
  private final Parallel parallel;
  private final RowSolves<NormalEquations> exact;
  private int epoch;
  private @Nullable BlockEpoch blocks;

  ImplicitAlsRun(
      ImplicitAlsConfig config,
      ClickLoss loss,
      Interactions train,
      Factors factors,
      int epoch,
      Parallel parallel) {
    this.config = config;
    this.loss = loss;
    this.train = train;
    this.factors = factors;
    this.epoch = epoch;
    this.parallel = parallel;
    this.exact = new RowSolves<>(() -> Kernels.get().normalEquations(config.factors(), false));
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    RowMethod method = config.method().of(config.factors(), train);
    if (method == RowMethod.BLOCKS && config.block() < config.factors()) {
      blocks().run();
    } else {
      half(method, train.byUser(), factors.items(), factors.users());
      half(method, train.byItem(), factors.users(), factors.items());
    }
    epoch++;
  }

  private BlockEpoch blocks() {
    if (blocks == null) {
      blocks = new BlockEpoch(train, loss, factors, config.block(), parallel);
    }
    return blocks;
  }

  private void half(RowMethod method, CsrMatrix matrix, FloatMatrix features, FloatMatrix target) {
    if (method == RowMethod.CG) {
      improve(matrix, features, target);
    } else {
      solve(matrix, features, target);
    }
  }

  /** Solves every row of one side exactly; the features are the rows of the other. */
  private void solve(CsrMatrix matrix, FloatMatrix features, FloatMatrix target) {
    RowEquations row = equations(features, Gramian.of(features, parallel));
    exact.run(
        matrix,
        parallel,
        (index, equations, weights, targets) -> {
          row.set(matrix, index, equations, weights, targets);
          equations.solve(target, index);
        });
  }

  private ClickEquations equations(FloatMatrix features, NormalEquations gramian) {
    return new ClickEquations(features, gramian, loss);
  }

  /** Improves every row of one side by some steps. */
  private void improve(CsrMatrix matrix, FloatMatrix features, FloatMatrix target) {
    NormalEquations gramian = Gramian.of(features, parallel);
    ClickEquations row = equations(features, gramian);
    FloatMatrix scaled = FloatMatrix.zeros(config.factors(), config.factors());
    gramian.copyMatrix((float) loss.alpha0(), scaled);
    new RowSolves<>(() -> Kernels.get().conjugateGradient(scaled))
        .runRanges(
            matrix,
            parallel,
            (from, to, gradient, weights, targets) -> {
              row.weigh(matrix, from, to, weights, targets);
              float[] diagonals = row.diagonals(matrix, from, to);
              gradient.solve(
                  features, matrix, from, to, weights, targets, diagonals, config.steps(), target);
            });
  }

  @Override
  public Objective.Value objective() {
    double all =
        Gramian.of(factors.users(), parallel).innerProduct(Gramian.of(factors.items(), parallel));
    return Objective.clicks(factors, train, loss, all, parallel);
  }

  @Override
  public Factors factors() {
    return factors;
  }

  @Override
  public Factors result() {
    Factors result = factors.copy();
    solve(train.byUser(), result.items(), result.users());
    return result;
  }

  @Override
  public RunState state() {
    return new RunState(epoch, factors.copy(), new TreeMap<>());
  }
}
