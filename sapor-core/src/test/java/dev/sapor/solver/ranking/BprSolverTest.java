package dev.sapor.solver.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.Factors;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.testing.SolverContract;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

final class BprSolverTest extends SolverContract {

  private static final BprConfig WHOLE =
      BprConfig.defaults()
          .withFactors(5)
          .withRegularization(.03)
          .withPositiveRegularization(.02)
          .withNegativeRegularization(.01)
          .withBiased(true)
          .withBiasRegularization(.005)
          .withNegatives(3)
          .withBatch(10_000)
          .withInitialScale(1);

  /** Some steps an epoch, and all that is random in them. */
  @Override
  protected Solver solver(int factors, long seed) {
    return BprConfig.defaults()
        .withFactors(factors)
        .withBiased(true)
        .withNegatives(2)
        .withBatch(50)
        .withLearningRate(0.01)
        .withSeed(seed)
        .solver();
  }

  @Override
  protected boolean descendsMonotonically() {
    return false;
  }

  @Test
  void aStepGoesAlongTheGradientOfTheLossOfItsDraws() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(3)) {
      Run run = WHOLE.solver().start(data, parallel);
      Factors before = run.factors().copy();
      double[][] users = GradientCheck.doubles(before.users());
      double[][] items = GradientCheck.doubles(before.items());
      double[][] biases = new double[items.length][1];
      run.advance();
      SortedMap<String, FloatMatrix> memory = run.state().memory();
      int[] order = RandomStream.of(WHOLE.seed(), "interactions", 0).permutation((int) data.size());
      GradientCheck.assertGradient(
          NaiveSoftmax.gradient(users, (moved, still) -> loss(data, order, moved, items, biases)),
          Objects.requireNonNull(memory.get("user" + BprRun.SQUARES)),
          before.users(),
          run.factors().users());
      GradientCheck.assertGradient(
          NaiveSoftmax.gradient(items, (moved, still) -> loss(data, order, users, moved, biases)),
          Objects.requireNonNull(memory.get("item" + BprRun.SQUARES)),
          before.items(),
          run.factors().items());
      FloatMatrix after = FloatMatrix.zeros(items.length, 1);
      for (int item = 0; item < items.length; item++) {
        after.set(item, 0, run.factors().itemBiases()[item]);
      }
      GradientCheck.assertGradient(
          NaiveSoftmax.gradient(biases, (moved, still) -> loss(data, order, users, items, moved)),
          Objects.requireNonNull(memory.get("bias" + BprRun.SQUARES)),
          FloatMatrix.zeros(items.length, 1),
          after);
    }
  }

  /** The loss of one step in double loops, with the negatives that its streams give. */
  private static double loss(
      Interactions data, int[] order, double[][] users, double[][] items, double[][] biases) {
    CsrMatrix byUser = data.byUser();
    MissingItems missing = new MissingItems(byUser, Seen.rows(data.itemCounts()));
    double loss = 0;
    for (int at = 0; at < order.length; at++) {
      int user = 0;
      while (order[at] >= byUser.end(user)) {
        user++;
      }
      int item = byUser.column(order[at]);
      RandomStream random = RandomStream.of(WHOLE.seed(), "negatives", 0, 1, at);
      loss += penalty(WHOLE.regularization(), users[user]);
      loss += penalty(WHOLE.positiveRegularization(), items[item]);
      loss += penalty(WHOLE.biasRegularization(), biases[item]);
      for (int k = 0; k < WHOLE.negatives(); k++) {
        int other = missing.draw(user, random);
        double difference = biases[item][0] - biases[other][0];
        for (int f = 0; f < items[item].length; f++) {
          difference += users[user][f] * (items[item][f] - items[other][f]);
        }
        loss +=
            (Math.log1p(Math.exp(-difference))
                    + penalty(WHOLE.negativeRegularization(), items[other])
                    + penalty(WHOLE.biasRegularization(), biases[other]))
                / WHOLE.negatives();
      }
    }
    return loss;
  }

  private static double penalty(double lambda, double[] row) {
    double square = 0;
    for (double value : row) {
      square += value * value;
    }
    return lambda / 2 * square;
  }

  @Test
  void negativesAreTheItemsThatAUserDoesNotHave() {
    Interactions data = data();
    CsrMatrix byUser = data.byUser();
    int[] seen = Seen.rows(data.itemCounts());
    MissingItems missing = new MissingItems(byUser, seen);
    RandomStream random = RandomStream.of(3, "test");
    int user = 11;
    int[] counts = new int[byUser.columns()];
    int draws = 28_000;
    for (int k = 0; k < draws; k++) {
      counts[missing.draw(user, random)]++;
    }
    double expected = (double) draws / (seen.length - byUser.count(user));
    for (int item = 0; item < counts.length; item++) {
      if (byUser.find(user, item) >= 0) {
        assertThat(counts[item]).isZero();
      } else {
        // Six standard deviations of a count.
        assertThat((double) counts[item]).isCloseTo(expected, within(6 * Math.sqrt(expected)));
      }
    }
    assertThat(missing.exist(user)).isTrue();
  }

  @Test
  void whoHasAllItemsTeachesNothing() {
    var builder = Interactions.builder();
    for (int item = 0; item < 4; item++) {
      builder.add("all", "i" + item, 1);
    }
    builder.add("some", "i1", 1);
    Interactions data = builder.build();
    try (Parallel parallel = new Parallel(1)) {
      Run run =
          WHOLE.withRegularization(0).withBiasRegularization(0).solver().start(data, parallel);
      int all = data.users().indexOf("all").orElseThrow();
      float[] before = run.factors().users().row(all);
      run.advance();
      assertThat(run.factors().users().row(all)).containsExactly(before);
      assertThat(run.factors().isSound()).isTrue();
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    BprConfig config = BprConfig.defaults();
    wrong(() -> config.withFactors(0), "factors must be at least 1");
    wrong(() -> config.withRegularization(-1), "regularization must be");
    wrong(() -> config.withPositiveRegularization(-1), "positive regularization must be");
    wrong(() -> config.withNegativeRegularization(-1), "negative regularization must be");
    wrong(() -> config.withBiasRegularization(-1), "bias regularization must be");
    wrong(() -> config.withNegatives(0), "negatives must be at least 1");
    wrong(() -> config.withBatch(0), "batch size must be at least 1");
    wrong(() -> config.withLearningRate(Double.NaN), "learning rate must be a positive number");
    wrong(() -> config.withInitialScale(0), "initial scale must be a positive number");
  }

  private static void wrong(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
