package dev.sapor.solver.svdpp;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.Factors;
import dev.sapor.objective.Objective;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * SVD++ by stochastic gradient descent, user by user.
 *
 * <p>The estimate is r̂ = μ + b_u + b_i + q_i·(p_u + s_u) with s_u = |N(u)|^-½ Σ_{j∈N(u)} y_j,
 * where N(u) are the items of the user in the training data. The objective is ½ Σ (r − r̂)² + ½
 * Σ_rows λ_row ‖row‖², with the usual λ of p, q and the biases, and λ of y_j = Σ_{u: j∈N(u)} λ_y
 * n_u^ν: each of the n_u visits of a user takes δ_u = λ_y n_u^(ν−1) off all y_j of that user. With
 * e = r − r̂ and rate η a visit of (u, i) takes, from the old values on the right,
 *
 * <pre>
 *   b_u ← b_u + η (e − λ_bu/n_u b_u)      p_u ← p_u + η (e q_i − λ_u/n_u p_u)
 *   b_i ← b_i + η (e − λ_bi/n_i b_i)      q_i ← q_i + η (e (p_u + s_u) − λ_i/n_i q_i)
 *   y_j ← y_j + η (e |N(u)|^-½ q_i − δ_u y_j)      for all j in N(u)</pre>
 *
 * <p>The last line costs |N(u)| rows a visit. All visits of a user in a row cost no more than one
 * of them: summed over j with the weight |N(u)|^-½ it reads
 *
 * <pre>   s_u ← (1 − η δ_u) s_u + η e q_i</pre>
 *
 * for |N(u)| times the square of the weight is 1. So s_u is moved like a row of factors, and after
 * the n visits, which began with s⁰, each y_j is ρ y_j + |N(u)|^-½ (s_u − ρ s⁰) with ρ = (1 − η
 * δ_u)^n: what the last line would have made of it ({@code docs/algorithms/svdpp.md} has the
 * proof).
 *
 * <p>Users are taken in {@link Batches}. The users of a batch see the items as they stood before
 * it, and can be worked on at once; their steps are then added to the items in the order of the
 * users. With batches of one user this is plain stochastic gradient descent.
 *
 * <p>Memory: p and s are users x F, q and y items x F, and the users' factors p + s of the model.
 * Cost of an epoch: about 20 F floating point operations for each rating.
 *
 * <p>References: Koren, "Factorization meets the neighborhood: a multifaceted collaborative
 * filtering model", KDD 2008, section 4 (the model and the update of each rating).
 */
final class SvdppRun implements Run {

  private static final int GRAIN = 256;
  private static final String OWN = "own user factors";
  private static final String IMPLICIT = "implicit item factors";

  private final SvdppConfig config;
  private final Interactions train;
  private final Parallel parallel;
  private final FloatMatrix own;
  private final FloatMatrix implicit;
  private final Factors factors;
  private final ImplicitSums sums;
  private final BatchedDescent descent;
  private final double[] implicitWeights;
  private int epoch;
  // Whether the users' factors are p + s as these stand.
  private boolean current;

  SvdppRun(SvdppConfig config, Interactions train, RunState state, Parallel parallel) {
    this.config = config;
    this.train = train;
    this.parallel = parallel;
    this.epoch = state.epoch();
    factors = state.factors();
    FloatMatrix users = factors.users();
    FloatMatrix items = factors.items();
    FloatMatrix savedOwn = state.memory().get(OWN);
    // Given factors are those of the users alone: y is zero then.
    own = savedOwn == null ? users.copy() : fitting(OWN, savedOwn, users).copy();
    FloatMatrix savedImplicit = state.memory().get(IMPLICIT);
    implicit =
        savedImplicit == null
            ? FloatMatrix.zeros(items.rows(), items.columns())
            : fitting(IMPLICIT, savedImplicit, items).copy();
    sums = ImplicitSums.of(train.byUser(), implicit);
    descent = new BatchedDescent(config, train, factors, own, sums, parallel);
    implicitWeights = implicitWeights(train.byUser());
  }

  private static FloatMatrix fitting(String name, FloatMatrix saved, FloatMatrix beside) {
    if (saved.rows() != beside.rows() || saved.columns() != beside.columns()) {
      throw new IllegalArgumentException("%s are %s, not %s".formatted(name, saved, beside));
    }
    return saved;
  }

  /** λ of each y_j. */
  private double[] implicitWeights(CsrMatrix byUser) {
    double[] weights = new double[byUser.columns()];
    for (int user = 0; user < byUser.rows(); user++) {
      double weight = config.implicitWeight(byUser.count(user));
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        weights[byUser.column(at)] += weight;
      }
    }
    return weights;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    descent.run(epoch);
    epoch++;
    current = false;
  }

  @Override
  public Objective.Value objective() {
    double error = Objective.squaredError(factors(), train, parallel);
    Factors parts =
        new Factors(
            own, factors.items(), factors.mean(), factors.userBiases(), factors.itemBiases());
    Objective.Value explicit =
        Objective.squared(error, parts, train, config.regularization(), true, parallel);
    return Objective.withRows(explicit, implicit, item -> implicitWeights[item], parallel);
  }

  /** The users' factors are p + s. */
  @Override
  public Factors factors() {
    if (!current) {
      parallel.ranges(
          own.rows(),
          GRAIN,
          (from, to) -> {
            for (int user = from; user < to; user++) {
              sums.into(factors.users(), user, user);
              Kernels.get().combine(1, own, user, 1, factors.users(), user);
            }
          });
      current = true;
    }
    return factors;
  }

  @Override
  public Factors result() {
    return factors().copy();
  }

  @Override
  public RunState state() {
    SortedMap<String, FloatMatrix> memory = new TreeMap<>();
    memory.put(OWN, own.copy());
    memory.put(IMPLICIT, implicit.copy());
    return new RunState(epoch, factors().copy(), memory);
  }
}
