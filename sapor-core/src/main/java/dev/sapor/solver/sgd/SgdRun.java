package dev.sapor.solver.sgd;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.kernel.DescentFactors;
import dev.sapor.linalg.kernel.Kernels;
import dev.sapor.model.Factors;
import dev.sapor.objective.Objective;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;

/**
 * Stochastic gradient descent on the regularized squared loss of ratings.
 *
 * <p>An epoch visits every rating (u, i) once and moves along the gradient of its own term of the
 * objective, taken before anything moves. With e = r − μ − b_u − b_i − p_u·q_i and rate η:
 *
 * <pre>
 *   p_u ← p_u + η (e q_i − λ_u/n_u p_u)        b_u ← b_u + η (e − λ_bu/n_u b_u)
 *   q_i ← q_i + η (e p_u − λ_i/n_i q_i)        b_i ← b_i + η (e − λ_bi/n_i b_i)</pre>
 *
 * A row is visited n times in an epoch, so its share of the penalty at each visit is λ_row / n,
 * which is the constant λ when ν = 1 and κ = 0. Instead of one rate, Adagrad gives each row its own
 * ({@link AdagradDescent}). The visiting order is that of {@link BlockedOrder}; {@link
 * FlowSchedule} walks it in parallel.
 *
 * <p>Cost of an epoch: about 8 F floating point operations for each rating. It works on a copy of
 * the factors in the order of {@link RowPlaces}. Threads share it, and each of its rows belongs to
 * one block at a time.
 *
 * <p>References: Koren, Bell and Volinsky, IEEE Computer 42(8), 2009 (the update); and those of
 * {@link BlockedOrder}.
 */
final class SgdRun implements Run {

  private final SgdConfig config;
  private final Interactions train;
  private final Factors factors;
  private final Parallel parallel;
  private final BlockedOrder order;
  private final FlowSchedule schedule;
  private final DescentFactors arranged;
  private final Descent descent;
  private final UnseenRows unseenUsers;
  private final UnseenRows unseenItems;
  private int epoch;
  // Whether the factors have what the last epoch did to the arranged ones.
  private boolean current = true;

  SgdRun(SgdConfig config, Interactions train, RunState state, Parallel parallel) {
    this.config = config;
    this.train = train;
    this.factors = state.factors();
    this.epoch = state.epoch();
    this.parallel = parallel;
    this.order = BlockedOrder.of(train, config.seed(), parallel);
    this.schedule = new FlowSchedule(order);
    this.unseenUsers = new UnseenRows(train.userCounts());
    this.unseenItems = new UnseenRows(train.itemCounts());
    this.arranged =
        new DescentFactors(
            order.users().arranged(factors.users(), parallel),
            order.items().arranged(factors.items(), parallel),
            factors.mean(),
            order.users().arranged(factors.userBiases()),
            order.items().arranged(factors.itemBiases()),
            decays(),
            config.biased());
    this.descent =
        switch (config.optimizer()) {
          case SGD -> new PlainDescent(config, arranged);
          case ADAGRAD ->
              new AdagradDescent(config, arranged, order, SgdSolver.spread(train), state);
        };
  }

  private DescentFactors.Decays decays() {
    Regularization regularization = config.regularization();
    int[] users = train.userCounts();
    int[] items = train.itemCounts();
    return new DescentFactors.Decays(
        order.users().arranged(perVisit(users, regularization::ofRow)),
        order.items().arranged(perVisit(items, regularization::ofRow)),
        order.users().arranged(perVisit(users, regularization::ofBias)),
        order.items().arranged(perVisit(items, regularization::ofBias)));
  }

  private static float[] perVisit(int[] counts, LongToDoubleFunction weight) {
    float[] decays = new float[counts.length];
    for (int row = 0; row < decays.length; row++) {
      int count = counts[row];
      decays[row] = count == 0 ? 0 : (float) (weight.applyAsDouble(count) / count);
    }
    return decays;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    descent.begin(epoch, parallel);
    schedule.run(parallel, epoch, this::visit);
    epoch++;
    current = false;
  }

  /** Brings the factors to where the arranged ones stand. */
  private Factors restored() {
    if (!current) {
      order.users().restore(arranged.left(), factors.users(), parallel);
      order.items().restore(arranged.right(), factors.items(), parallel);
      order.users().restore(arranged.leftBiases(), factors.userBiases());
      order.items().restore(arranged.rightBiases(), factors.itemBiases());
      if (!(config.biased() && config.centred())) {
        unseenUsers.fill(factors.users());
        unseenItems.fill(factors.items());
      }
      current = true;
    }
    return factors;
  }

  private void visit(int place) {
    if (BlockedOrder.backwards(epoch)) {
      descent.visit(order.entries(), order.end(place), order.start(place));
    } else {
      descent.visit(order.entries(), order.start(place), order.end(place));
    }
  }

  @Override
  public Objective.Value objective() {
    // Block by block, as in an epoch: then the rows of a block are in the cache.
    double error =
        parallel.sum(
            order.blocks(),
            1,
            (place, end) ->
                Kernels.get()
                    .squaredErrors(
                        order.entries(), order.start(place), order.end(place), arranged));
    return Objective.squared(
        error, restored(), train, config.regularization(), config.biased(), parallel);
  }

  @Override
  public Factors factors() {
    return restored();
  }

  @Override
  public Factors result() {
    return restored().copy();
  }

  @Override
  public RunState state() {
    SortedMap<String, FloatMatrix> memory = new TreeMap<>();
    descent.save(memory);
    return new RunState(epoch, restored().copy(), memory);
  }
}
