package dev.sapor.solver.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.model.Factors;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.testing.SolverContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

final class SoftmaxSolverTest extends SolverContract {

  private static final SoftmaxConfig WHOLE =
      SoftmaxConfig.defaults()
          .withFactors(5)
          .withTemperature(0.3)
          .withBilateral(1.3)
          .withNegatives(1000)
          .withBatch(1000)
          .withDropout(0)
          .withTopK(0);

  /** Some steps an epoch, and all that is random in them. */
  @Override
  protected Solver solver(int factors, long seed) {
    return SoftmaxConfig.defaults()
        .withFactors(factors)
        .withNegatives(7)
        .withBatch(9)
        .withLearningRate(0.01)
        .withTemperature(0.2)
        .withDropout(0.2)
        .withTopK(5)
        .withRefresh(2)
        .withSeed(seed)
        .solver();
  }

  @Override
  protected boolean descendsMonotonically() {
    return false;
  }

  @Test
  void aStepGoesAlongTheGradientOfTheLoss() {
    checkStep(WHOLE);
  }

  @Test
  void weightsOfTheFirstOfTheListAreHeldStill() {
    checkStep(WHOLE.withTopK(4).withTopKTemperature(0.5));
  }

  /** All users and all items in one step, beside central differences of double loops. */
  private static void checkStep(SoftmaxConfig config) {
    Interactions data = data();
    try (Parallel parallel = new Parallel(3)) {
      Run run = config.solver().start(data, parallel);
      Factors before = run.factors().copy();
      double[][] users = GradientCheck.doubles(before.users());
      double[][] items = GradientCheck.doubles(before.items());
      NaiveSoftmax naive = new NaiveSoftmax(data, config.temperature(), config.bilateral());
      double[] bounds = bounds(users, items, data, config.topK());
      NaiveSoftmax.Weight weight =
          (user, item) ->
              config.topK() == 0
                  ? 1
                  : 1
                      / (1
                          + Math.exp(
                              (bounds[user] - NaiveSoftmax.cosine(users[user], items[item]))
                                  / config.topKTemperature()));
      run.advance();
      SortedMap<String, FloatMatrix> memory = run.state().memory();
      GradientCheck.assertGradient(
          NaiveSoftmax.gradient(users, (moved, still) -> naive.loss(moved, items, weight)),
          Objects.requireNonNull(memory.get("user" + StepMemory.SQUARES)),
          before.users(),
          run.factors().users());
      GradientCheck.assertGradient(
          NaiveSoftmax.gradient(items, (moved, still) -> naive.loss(users, moved, weight)),
          Objects.requireNonNull(memory.get("item" + StepMemory.SQUARES)),
          before.items(),
          run.factors().items());
    }
  }

  /** The K-th greatest score of each user; here the sample of others is all items. */
  private static double[] bounds(double[][] users, double[][] items, Interactions data, int topK) {
    double[] bounds = new double[users.length];
    for (int user = 0; topK > 0 && user < users.length; user++) {
      List<Double> scores = new ArrayList<>();
      for (double[] item : items) {
        scores.add(NaiveSoftmax.cosine(users[user], item));
      }
      var byUser = data.byUser();
      for (long at = byUser.start(user); at < byUser.end(user); at++) {
        scores.add(NaiveSoftmax.cosine(users[user], items[byUser.column(at)]));
      }
      scores.sort(Collections.reverseOrder());
      bounds[user] = scores.get(topK - 1);
    }
    return bounds;
  }

  @Test
  void theObjectiveIsThatOfDoubleLoops() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Run run = WHOLE.solver().start(data, parallel);
      double expected =
          new NaiveSoftmax(data, WHOLE.temperature(), WHOLE.bilateral())
              .loss(
                  GradientCheck.doubles(run.factors().users()),
                  GradientCheck.doubles(run.factors().items()),
                  (user, item) -> 1);
      assertThat(run.objective().value()).isCloseTo(expected, within(1e-5 * expected));
      assertThat(run.objective().rmse()).isEmpty();
    }
  }

  @Test
  void rowsHaveTheLengthOne() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Run run = solver(6, 3).start(data, parallel);
      run.advance();
      for (FloatMatrix rows : List.of(run.result().users(), run.result().items())) {
        for (double[] row : GradientCheck.doubles(rows)) {
          double square = 0;
          for (double value : row) {
            square += value * value;
          }
          assertThat(square).isCloseTo(1, within(1e-5));
        }
      }
    }
  }

  @Test
  void aWarmStartTakesTheDirectionsOfTheRows() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Factors start = WHOLE.solver().start(data, parallel).factors().copy();
      Factors longer = start.copy();
      for (int row = 0; row < longer.items().rows(); row++) {
        for (int f = 0; f < longer.rank(); f++) {
          longer.items().set(row, f, 4 * longer.items().get(row, f));
        }
      }
      Run run = WHOLE.solver().resume(data, RunState.startingFrom(longer), parallel);
      assertThat(run.factors().items().get(3, 2)).isCloseTo(start.items().get(3, 2), within(1e-6f));
    }
  }

  @Test
  void negativesComeUpEquallyOften() {
    int[] items = {3, 5, 8, 9, 11, 20, 21};
    Negatives negatives = new Negatives(items, 3, 7);
    negatives.begin(4);
    int[] counts = new int[22];
    for (int step = 0; step < 4; step++) {
      int[] drawn = new int[3];
      negatives.draw(drawn);
      assertThat(drawn).doesNotHaveDuplicates();
      for (int item : drawn) {
        counts[item]++;
      }
    }
    for (int item : items) {
      assertThat(counts[item]).isLessThanOrEqualTo(2);
    }
    assertThat(Arrays.stream(counts).sum()).isEqualTo(12);
    Negatives all = new Negatives(items, 100, 7);
    all.begin(0);
    int[] drawn = new int[7];
    all.draw(drawn);
    assertThat(drawn).containsExactly(items);
  }

  @Test
  void whatCannotBeIsRefused() {
    SoftmaxConfig config = SoftmaxConfig.defaults();
    wrong(() -> config.withFactors(0), "factors must be at least 1");
    wrong(() -> config.withTemperature(0), "temperature must be a positive number");
    wrong(() -> config.withTemperature(Double.NaN), "temperature must be a positive number");
    wrong(() -> config.withBilateral(-1), "bilateral must be a positive number");
    wrong(() -> config.withNegatives(0), "negatives must be at least 1");
    wrong(() -> config.withBatch(0), "batch size must be at least 1");
    wrong(() -> config.withLearningRate(0), "learning rate must be a positive number");
    wrong(() -> config.withDropout(1), "dropout must be at least 0 and below 1");
    wrong(() -> config.withTopK(-1), "top-k must be at least 0");
    wrong(() -> config.withTopKTemperature(0), "top-k temperature must be a positive number");
    wrong(() -> config.withRefresh(0), "top-k refresh must be at least 1");
    assertThat(config.withSchedule(LearningRateSchedule.geometric(.5)).schedule().decay())
        .isEqualTo(.5);
  }

  private static void wrong(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
