package dev.sapor.solver.ranking;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.Factors;
import dev.sapor.objective.BprLoss;
import dev.sapor.objective.Objective;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bayesian personalized ranking: of two items, the one that a user has should score higher.
 *
 * <p>With s_ui = p_u·q_i + b_i, a step takes a few users, in a random order of all, and some items
 * that the next of a random order are ({@link Negatives}). Every interaction (u, i) of these users
 * is set against all of those items j that u does not have, and the step descends along
 *
 * <pre>  −mean_j ln σ(s_ui − s_uj) + ½ ( λ_u ‖p_u‖² + λ₊ ‖q_i‖² + λ₋ mean_j ‖q_j‖² )</pre>
 *
 * It sums the gradients of each row from the rows as they stand, which is three products of
 * matrices ({@link BprBlock}), and then moves each row ({@link MovedRows}). So the threads share
 * work of which no part waits for another, and the bits do not depend on how many there are. An
 * epoch takes each user once.
 *
 * <p>Cost of an epoch: 6 · users · negatives · F operations, two for each interaction and negative,
 * and about 50 F for each row of a step.
 *
 * <p>Reference: Rendle, Freudenthaler, Gantner and Schmidt-Thieme, "BPR: Bayesian personalized
 * ranking from implicit feedback", UAI 2009.
 */
final class BprRun implements Run {

  private final BprConfig config;
  private final Interactions train;
  private final Factors factors;
  private final Parallel parallel;
  private final MovedRows users;
  private final MovedRows items;
  private final @Nullable MovedRows biases;
  private final int[] seenUsers;
  private final Negatives negatives;
  private final BlockRows rows;
  private final BprBlock block;
  private final int steps;
  private int epoch;

  BprRun(BprConfig config, Interactions train, RunState state, Factors factors, Parallel parallel) {
    this.config = config;
    this.train = train;
    this.factors = factors;
    this.epoch = state.epoch();
    this.parallel = parallel;
    this.seenUsers = Seen.rows(train.userCounts());
    this.negatives =
        new Negatives(Seen.rows(train.itemCounts()), config.negatives(), config.seed());
    this.rows = BlockRows.of(train, config.batch(), negatives.perStep());
    this.steps = Math.ceilDiv(seenUsers.length, rows.users.length);
    this.users = new MovedRows(StepMemory.of(state, "user", factors.users()), steps, false);
    this.items = new MovedRows(StepMemory.of(state, "item", factors.items()), steps, false);
    this.biases =
        config.biased()
            ? new MovedRows(
                StepMemory.of(state, "bias", column(factors.itemBiases())), steps, false)
            : null;
    this.block = new BprBlock(config, users, items, biases, rows, negatives.perStep(), parallel);
  }

  private static FloatMatrix column(float[] values) {
    FloatMatrix column = FloatMatrix.zeros(values.length, 1);
    for (int row = 0; row < values.length; row++) {
      column.set(row, 0, values[row]);
    }
    return column;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    int[] order = Seen.shuffled(seenUsers, RandomStream.of(config.seed(), "users", epoch));
    negatives.begin(epoch);
    double base = config.schedule().rate(config.learningRate(), epoch);
    for (int step = 1; step <= steps; step++) {
      int from = (step - 1) * rows.users.length;
      negatives.draw(rows.items);
      rows.set(order, from, Math.min(order.length, from + rows.users.length));
      block.run(step, MovedRows.rate(base, (long) epoch * steps + step));
    }
    users.finish(steps);
    items.finish(steps);
    if (biases != null) {
      biases.finish(steps);
      for (int item = 0; item < factors.itemBiases().length; item++) {
        factors.itemBiases()[item] = biases.state().parameters().get(item, 0);
      }
    }
    epoch++;
  }

  @Override
  public Objective.Value objective() {
    return new BprLoss(
            config.regularization(),
            config.positiveRegularization(),
            config.negativeRegularization(),
            config.biasRegularization())
        .value(factors, train, config.seed(), parallel);
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
    StepMemory.put(memory, "user", users.state());
    StepMemory.put(memory, "item", items.state());
    if (biases != null) {
      StepMemory.put(memory, "bias", biases.state());
    }
    return new RunState(epoch, factors.copy(), memory);
  }
}
