package dev.sapor.solver.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.Factors;
import dev.sapor.solver.Run;
import dev.sapor.solver.Solver;
import dev.sapor.testing.SolverContract;
import java.util.Arrays;
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
    checkStep(WHOLE, drawn(WHOLE));
  }

  @Test
  void whereThereAreNoMoreItemsAllOfThemAreNegatives() {
    checkStep(WHOLE.withNegatives(1000), Seen.rows(data().itemCounts()));
  }

  /** The negatives of the first step. */
  private static int[] drawn(BprConfig config) {
    Negatives negatives =
        new Negatives(Seen.rows(data().itemCounts()), config.negatives(), config.seed());
    negatives.begin(0);
    int[] drawn = new int[config.negatives()];
    negatives.draw(drawn);
    return drawn;
  }

  /** All users in one step, beside central differences of double loops. */
  private static void checkStep(BprConfig config, int[] drawn) {
    Interactions data = data();
    try (Parallel parallel = new Parallel(3)) {
      Run run = config.solver().start(data, parallel);
      Factors before = run.factors().copy();
      double[][] users = GradientCheck.doubles(before.users());
      double[][] items = GradientCheck.doubles(before.items());
      double[][] biases = new double[items.length][1];
      run.advance();
      SortedMap<String, FloatMatrix> memory = run.state().memory();
      GradientCheck.assertGradient(
          NaiveSoftmax.gradient(users, (moved, still) -> loss(data, drawn, moved, items, biases)),
          Objects.requireNonNull(memory.get("user" + StepMemory.SQUARES)),
          before.users(),
          run.factors().users());
      GradientCheck.assertGradient(
          NaiveSoftmax.gradient(items, (moved, still) -> loss(data, drawn, users, moved, biases)),
          Objects.requireNonNull(memory.get("item" + StepMemory.SQUARES)),
          before.items(),
          run.factors().items());
      GradientCheck.assertGradient(
          NaiveSoftmax.gradient(biases, (moved, still) -> loss(data, drawn, users, items, moved)),
          Objects.requireNonNull(memory.get("bias" + StepMemory.SQUARES)),
          FloatMatrix.zeros(items.length, 1),
          biases(run.factors()));
    }
  }

  private static FloatMatrix biases(Factors factors) {
    FloatMatrix column = FloatMatrix.zeros(factors.itemBiases().length, 1);
    for (int item = 0; item < column.rows(); item++) {
      column.set(item, 0, factors.itemBiases()[item]);
    }
    return column;
  }

  /** The loss of one step with all users, in double loops. */
  private static double loss(
      Interactions data, int[] drawn, double[][] users, double[][] items, double[][] biases) {
    CsrMatrix byUser = data.byUser();
    double loss = 0;
    for (int user = 0; user < users.length; user++) {
      int[] others = missing(byUser, user, drawn);
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        int item = byUser.column(at);
        loss += penalty(WHOLE.biasRegularization(), biases[item]);
        loss += penalty(WHOLE.regularization(), users[user]);
        loss += penalty(WHOLE.positiveRegularization(), items[item]);
        for (int other : others) {
          double difference = score(users[user], items[item], biases[item]);
          difference -= score(users[user], items[other], biases[other]);
          double pair = Math.log1p(Math.exp(-difference));
          pair += penalty(WHOLE.negativeRegularization(), items[other]);
          pair += penalty(WHOLE.biasRegularization(), biases[other]);
          loss += pair / others.length;
        }
      }
    }
    return loss;
  }

  private static int[] missing(CsrMatrix byUser, int user, int[] items) {
    return Arrays.stream(items).filter(item -> byUser.find(user, item) < 0).toArray();
  }

  private static double score(double[] user, double[] item, double[] bias) {
    double score = bias[0];
    for (int f = 0; f < user.length; f++) {
      score += user[f] * item[f];
    }
    return score;
  }

  private static double penalty(double lambda, double[] row) {
    double square = 0;
    for (double value : row) {
      square += value * value;
    }
    return lambda / 2 * square;
  }

  @Test
  void scoresFarApartNeitherOverflowNorGiveNaN() {
    BprConfig config = WHOLE.withInitialScale(200);
    try (Parallel parallel = new Parallel(2)) {
      Run run = config.solver().start(data(), parallel);
      run.advance();
      assertThat(run.factors().isSound()).isTrue();
    }
  }

  @Test
  void theObjectiveIsThatOfDoubleLoops() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(3)) {
      Run run = WHOLE.solver().start(data, parallel);
      run.advance();
      Factors factors = run.factors();
      assertThat(run.objective().value())
          .isCloseTo(objective(data, factors), withinPercentage(1e-4));
    }
  }

  /** One negative for each interaction, from the stream of the user. */
  private static double objective(Interactions data, Factors factors) {
    double[][] users = GradientCheck.doubles(factors.users());
    double[][] items = GradientCheck.doubles(factors.items());
    double[][] biases = GradientCheck.doubles(biases(factors));
    CsrMatrix byUser = data.byUser();
    int[] counts = data.itemCounts();
    double often = (double) data.size() / Seen.rows(counts).length;
    double loss = 0;
    for (int user = 0; user < users.length; user++) {
      RandomStream random = RandomStream.of(WHOLE.seed(), "objective", user);
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        int item = byUser.column(at);
        int other = random.nextInt(items.length);
        while (counts[other] == 0 || byUser.find(user, other) >= 0) {
          other = random.nextInt(items.length);
        }
        double difference = score(users[user], items[item], biases[item]);
        difference -= score(users[user], items[other], biases[other]);
        loss += Math.log1p(Math.exp(-difference)) + penalty(WHOLE.regularization(), users[user]);
      }
    }
    for (int item = 0; item < items.length; item++) {
      loss += penalty(WHOLE.positiveRegularization() * counts[item], items[item]);
      loss += penalty(WHOLE.negativeRegularization() * often, items[item]);
      loss += penalty(WHOLE.biasRegularization() * (counts[item] + often), biases[item]);
    }
    return loss;
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
