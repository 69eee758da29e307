package dev.sapor.solver.ranking;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.RootStep;
import dev.sapor.model.Factors;
import dev.sapor.objective.Objective;
import dev.sapor.objective.SoftmaxLoss;
import dev.sapor.rankloss.UnitRows;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The softmax over cosine scores: of all items, those that a user has should come nearest.
 *
 * <p>With y_ui = cos(p_u, q_i) the loss is
 *
 * <pre>  Σ_(u,i) w_ui [ −y_ui / τ + c log Σ_j e^(y_uj / τ) ]</pre>
 *
 * where c = 1 is the softmax and c above 1 the bilateral one, and w_ui is 1 or a weight for the
 * first K of the list ({@link TopWeights}). An epoch takes the users in a random order, some at a
 * time with all their interactions; the sum over j is over the next items of a random order ({@link
 * Negatives}), the same for all users of a step, so that a step is three products of matrices
 * ({@link SoftmaxBlock}). Rows have the length 1: the gradient is taken along the sphere, its
 * elements are divided by the roots of their mean squares, and the row is brought back ({@link
 * MovedRows}). A step may leave out some elements of its users' rows (dropout).
 *
 * <p>Layout: beside the factors (users and items x F) a mean square for each element, and for a
 * step its unit rows, gradients, and exponentials (negatives x users of the step). Threads share
 * all of it; each writes rows of its own, between the four parts of a step they wait for each
 * other.
 *
 * <p>Cost of an epoch: 6 · users · negatives · F operations, and about 50 F for each row of a step.
 *
 * <p>References: Wu et al., "BSL: understanding and improving softmax loss for recommendation",
 * ICDE 2024; those of {@link TopWeights} and {@link dev.sapor.linalg.kernel.RootStep}.
 */
final class SoftmaxRun implements Run {

  static final String BOUNDS = "top-k bounds";

  /** Items whose scores stand for those of all where β is determined. */
  private static final int SAMPLE = 1024;

  private final SoftmaxConfig config;
  private final Interactions train;
  private final Factors factors;
  private final Parallel parallel;
  private final int[] seenUsers;
  private final int[] seenItems;
  private final MovedRows users;
  private final MovedRows items;
  private final Negatives negatives;
  private final BlockRows rows;
  private final SoftmaxBlock block;
  private final TopWeights topWeights;
  private final int steps;
  private int epoch;

  SoftmaxRun(
      SoftmaxConfig config,
      Interactions train,
      Factors factors,
      RootStep users,
      RootStep items,
      FloatMatrix bounds,
      int epoch,
      Parallel parallel) {
    this.config = config;
    this.train = train;
    this.factors = factors;
    this.epoch = epoch;
    this.parallel = parallel;
    this.seenUsers = Seen.rows(train.userCounts());
    this.seenItems = Seen.rows(train.itemCounts());
    this.negatives = new Negatives(seenItems, config.negatives(), config.seed());
    this.rows = BlockRows.of(train, config.batch(), negatives.perStep());
    this.steps = Math.ceilDiv(seenUsers.length, rows.users.length);
    this.users = new MovedRows(users, steps, true);
    this.items = new MovedRows(items, steps, true);
    this.topWeights = new TopWeights(config.topK(), config.topKTemperature(), bounds);
    this.block =
        new SoftmaxBlock(
            config,
            new SoftmaxBlock.Sides(this.users, this.items),
            rows,
            negatives.perStep(),
            topWeights,
            parallel);
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public void advance() {
    if (config.topK() > 0 && epoch % config.refresh() == 0) {
      refresh();
    }
    int[] order = Seen.shuffled(seenUsers, RandomStream.of(config.seed(), "users", epoch));
    negatives.begin(epoch);
    double base = config.schedule().rate(config.learningRate(), epoch);
    for (int step = 1; step <= steps; step++) {
      float rate = MovedRows.rate(base, (long) epoch * steps + step);
      int from = (step - 1) * rows.users.length;
      negatives.draw(rows.items);
      rows.set(order, from, Math.min(order.length, from + rows.users.length));
      block.run(epoch, step, rate);
    }
    users.finish(steps);
    items.finish(steps);
    epoch++;
  }

  private void refresh() {
    int[] sample = new int[Math.min(SAMPLE, seenItems.length)];
    Negatives draws = new Negatives(seenItems, sample.length, config.seed() + 1);
    draws.begin(epoch);
    draws.draw(sample);
    topWeights.refresh(
        UnitRows.of(factors.users(), parallel),
        UnitRows.of(factors.items(), parallel),
        sample,
        train.byUser(),
        parallel);
  }

  @Override
  public Objective.Value objective() {
    return new SoftmaxLoss(config.temperature(), config.bilateral())
        .value(factors, train, seenItems, config.seed(), parallel);
  }

  @Override
  public Factors factors() {
    return factors;
  }

  @Override
  public Factors result() {
    return units(factors, parallel);
  }

  /** A copy with rows of length 1 and no biases. */
  static Factors units(Factors factors, Parallel parallel) {
    return Factors.unbiased(
        UnitRows.of(factors.users(), parallel), UnitRows.of(factors.items(), parallel));
  }

  @Override
  public RunState state() {
    SortedMap<String, FloatMatrix> memory = new TreeMap<>();
    StepMemory.put(memory, "user", users.state());
    StepMemory.put(memory, "item", items.state());
    if (config.topK() > 0) {
      memory.put(BOUNDS, topWeights.bounds().copy());
    }
    return new RunState(epoch, factors.copy(), memory);
  }
}
