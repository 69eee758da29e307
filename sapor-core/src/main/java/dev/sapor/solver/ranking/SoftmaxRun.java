package dev.sapor.solver.ranking;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.kernel.RootStep;
import dev.sapor.model.Factors;
import dev.sapor.objective.Objective;
import dev.sapor.objective.SoftmaxLoss;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** The softmax over cosine scores. */
final class SoftmaxRun implements Run {

  static final String BOUNDS = "top-k bounds";
  static final String SQUARES = " gradient squares";

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
    int batch = Math.min(config.batch(), Math.max(1, seenUsers.length));
    this.steps = Math.ceilDiv(seenUsers.length, batch);
    this.users = new MovedRows(users, steps, true);
    this.items = new MovedRows(items, steps, true);
    this.negatives = new Negatives(seenItems, config.negatives(), config.seed());
    this.rows =
        new BlockRows(
            train.byUser(), batch, negatives.perStep(), mostItems(batch, negatives.perStep()));
    this.topWeights = new TopWeights(config.topK(), config.topKTemperature(), bounds);
    this.block =
        new SoftmaxBlock(
            config,
            train,
            new SoftmaxBlock.Factors2(this.users, this.items),
            rows,
            negatives.perStep(),
            topWeights,
            parallel);
  }

  /** Items that a step can touch: the negatives, and the longest lists of as many users. */
  private int mostItems(int batch, int perStep) {
    int[] counts = train.userCounts();
    Arrays.sort(counts);
    long most = perStep;
    for (int k = 0; k < batch && k < counts.length; k++) {
      most += counts[counts.length - 1 - k];
    }
    return (int) Math.min(seenItems.length, most);
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
    int[] order = RandomStream.of(config.seed(), "users", epoch).permutation(seenUsers.length);
    for (int k = 0; k < order.length; k++) {
      order[k] = seenUsers[order[k]];
    }
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
    remember(memory, "user", users.state());
    remember(memory, "item", items.state());
    if (config.topK() > 0) {
      memory.put(BOUNDS, topWeights.bounds().copy());
    }
    return new RunState(epoch, factors.copy(), memory);
  }

  private static void remember(SortedMap<String, FloatMatrix> memory, String side, RootStep state) {
    memory.put(side + SQUARES, state.squares().copy());
  }
}
