package dev.sapor.solver.ranking;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.RootStep;
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
 * <p>With s_ui = p_u·q_i + b_i, an epoch visits every interaction (u, i) once, in a random order,
 * draws some items j that u does not have, all with the same chance, and descends along
 *
 * <pre>  −mean_j ln σ(s_ui − s_uj) + ½ ( λ_u ‖p_u‖² + λ₊ ‖q_i‖² + λ₋ mean_j ‖q_j‖² )</pre>
 *
 * A step takes many interactions: it sums the gradients of each row from the rows as they stand, in
 * the order of the interactions, and then moves each row ({@link MovedRows}). So the threads share
 * work of which no part waits for another, and the bits do not depend on how many there are. The
 * draws of an interaction come from a stream of its own.
 *
 * <p>Cost of an epoch: about 6 F (1 + negatives) operations for each interaction.
 *
 * <p>Reference: Rendle, Freudenthaler, Gantner and Schmidt-Thieme, "BPR: Bayesian personalized
 * ranking from implicit feedback", UAI 2009.
 */
final class BprRun implements Run {

  static final String SQUARES = " gradient squares";

  private final BprConfig config;
  private final Interactions train;
  private final Factors factors;
  private final Parallel parallel;
  private final MovedRows users;
  private final MovedRows items;
  private final @Nullable MovedRows biases;
  private final BprStep step;
  private final int batch;
  private final int steps;
  private final int[] userOf;
  private int epoch;

  BprRun(BprConfig config, Interactions train, RunState state, Factors factors, Parallel parallel) {
    this.config = config;
    this.train = train;
    this.factors = factors;
    this.epoch = state.epoch();
    this.parallel = parallel;
    this.userOf = users(train.byUser());
    this.batch = Math.clamp(config.batch(), 1, Math.max(1, userOf.length));
    this.steps = Math.ceilDiv(userOf.length, batch);
    this.users = new MovedRows(memory(state, "user", factors.users()), steps, false);
    this.items = new MovedRows(memory(state, "item", factors.items()), steps, false);
    this.biases =
        config.biased()
            ? new MovedRows(memory(state, "bias", column(factors.itemBiases())), steps, false)
            : null;
    this.step =
        new BprStep(
            config,
            batch,
            users,
            items,
            biases,
            new MissingItems(train.byUser(), Seen.rows(train.itemCounts())),
            parallel);
  }

  private static RootStep memory(RunState state, String side, FloatMatrix parameters) {
    FloatMatrix squares = state.memory().get(side + SQUARES);
    return new RootStep(
        parameters,
        squares == null
            ? FloatMatrix.zeros(parameters.rows(), parameters.columns())
            : squares.copy());
  }

  private static FloatMatrix column(float[] values) {
    FloatMatrix column = FloatMatrix.zeros(values.length, 1);
    for (int row = 0; row < values.length; row++) {
      column.set(row, 0, values[row]);
    }
    return column;
  }

  /** The user of each interaction. */
  private static int[] users(CsrMatrix byUser) {
    if (byUser.nonZeros() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "bpr takes at most %s interactions (got %s)"
              .formatted(Integer.MAX_VALUE - 8, byUser.nonZeros()));
    }
    int[] users = new int[(int) byUser.nonZeros()];
    for (int user = 0; user < byUser.rows(); user++) {
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        users[(int) at] = user;
      }
    }
    return users;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    int[] order = RandomStream.of(config.seed(), "interactions", epoch).permutation(userOf.length);
    double base = config.schedule().rate(config.learningRate(), epoch);
    for (int number = 1; number <= steps; number++) {
      int from = (number - 1) * batch;
      int count = Math.min(batch, order.length - from);
      for (int at = 0; at < count; at++) {
        int place = order[from + at];
        step.put(at, userOf[place], train.byUser().column(place));
      }
      step.run(count, epoch, number, MovedRows.rate(base, (long) epoch * steps + number));
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
    memory.put("user" + SQUARES, users.state().squares().copy());
    memory.put("item" + SQUARES, items.state().squares().copy());
    if (biases != null) {
      memory.put("bias" + SQUARES, biases.state().squares().copy());
    }
    return new RunState(epoch, factors.copy(), memory);
  }
}
