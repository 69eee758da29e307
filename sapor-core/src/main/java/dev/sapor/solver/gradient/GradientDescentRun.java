package dev.sapor.solver.gradient;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.objective.Objective;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Batch gradient descent on the regularized squared loss of ratings, with a heavy ball.
 *
 * <p>With residuals e = r̂ − r on the observed pairs and zero elsewhere, the gradients are
 *
 * <pre>
 *   ∂L/∂U = E V + Λ_U U        ∂L/∂b_u = Σ_i e_ui + λ_bu b_u
 *   ∂L/∂V = Eᵀ U + Λ_V V       ∂L/∂b_i = Σ_u e_ui + λ_bi b_i</pre>
 *
 * all taken at the same factors, and an epoch is one step: Δ ← β Δ − η ∂L, x ← x + Δ (Polyak, "Some
 * methods of speeding up the convergence of iteration methods", 1964). E is never a matrix in
 * memory: a pass over the users computes their residuals and their rows of E V, a pass over the
 * items computes the residuals again and their rows of Eᵀ U.
 *
 * <p>Cost of an epoch: O(interactions · F). Threads share the factors, which stand still until all
 * gradients are done.
 */
final class GradientDescentRun implements Run {

  private final GradientDescentConfig config;
  private final double firstRate;
  private final Interactions train;
  private final Factors factors;
  private final Parallel parallel;
  private final Side users;
  private final Side items;
  private int epoch;

  GradientDescentRun(
      GradientDescentConfig config,
      double firstRate,
      Interactions train,
      RunState state,
      Parallel parallel) {
    this.config = config;
    this.firstRate = firstRate;
    this.train = train;
    this.factors = state.factors();
    this.epoch = state.epoch();
    this.parallel = parallel;
    users = new Side(config, "user", train.byUser(), factors.users(), factors.userBiases(), state);
    items = new Side(config, "item", train.byItem(), factors.items(), factors.itemBiases(), state);
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    double rate = config.schedule().rate(firstRate, epoch);
    users.computeGradient(factors.mean(), items, parallel);
    items.computeGradient(factors.mean(), users, parallel);
    users.step((float) rate, (float) config.momentum(), parallel);
    items.step((float) rate, (float) config.momentum(), parallel);
    epoch++;
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
    return factors.copy();
  }

  @Override
  public RunState state() {
    SortedMap<String, FloatMatrix> memory = new TreeMap<>();
    users.saveVelocity(memory);
    items.saveVelocity(memory);
    return new RunState(epoch, factors.copy(), memory);
  }
}
