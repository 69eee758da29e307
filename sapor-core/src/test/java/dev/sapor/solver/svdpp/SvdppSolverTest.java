package dev.sapor.solver.svdpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.FloatMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Run;
import dev.sapor.solver.RunState;
import dev.sapor.solver.Solver;
import dev.sapor.solver.Trainer;
import dev.sapor.solver.TrainingPlan;
import dev.sapor.solver.als.FoldIn;
import dev.sapor.solver.als.FoldedUser;
import dev.sapor.testing.NaiveFactors;
import dev.sapor.testing.NaiveReference;
import dev.sapor.testing.SolverContract;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SvdppSolverTest extends SolverContract {

  private static final double RATE = 0.02;
  private static final double DECAY = 0.9;
  private static final SvdppConfig CONFIG =
      SvdppConfig.defaults()
          .withFactors(7)
          .withRegularization(new Regularization(0.05, 0.5, 1, 0.02, 2))
          .withImplicitRegularization(0.3)
          .withLearningRate(RATE)
          .withSchedule(LearningRateSchedule.geometric(DECAY));

  @Override
  protected Solver solver(int factors, long seed) {
    return SvdppConfig.defaults().withFactors(factors).withSeed(seed).solver();
  }

  @Override
  protected boolean descendsMonotonically() {
    return false;
  }

  /** Of one user: then it is what the paper has, rating by rating. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, Integer.MAX_VALUE})
  void epochsAreThoseOfPlainLoopsInDouble(int batchUsers) {
    Interactions data = data();
    try (Parallel parallel = new Parallel(3)) {
      SvdppConfig config = CONFIG.withBatchUsers(batchUsers);
      Run run = config.solver().start(data, parallel);
      NaiveSvdpp plain = new NaiveSvdpp(data, run.factors(), config);
      Batches batches = new Batches(data.byUser(), config.seed(), batchUsers);
      for (int epoch = 0; epoch < 4; epoch++) {
        run.advance();
        double rate = RATE * Math.pow(DECAY, epoch);
        for (int[] batch : batches.of(epoch)) {
          if (batchUsers == 1) {
            plain.visits(batch[0], epoch % 2 == 1, rate);
          } else {
            plain.batch(batch, epoch % 2 == 1, rate);
          }
        }
      }
      assertClose(run, plain);
      assertThat(run.objective().value())
          .isCloseTo(plain.objective(), within(1e-5 * plain.objective()));
    }
  }

  private static FloatMatrix memory(Run run, String name) {
    return Objects.requireNonNull(run.state().memory().get(name));
  }

  private static void assertClose(Run run, NaiveSvdpp plain) {
    assertClose(memory(run, "own user factors"), plain.p);
    assertClose(memory(run, "implicit item factors"), plain.y);
    assertClose(run.factors().items(), plain.q);
    double[][] users = new double[plain.p.length][];
    for (int user = 0; user < users.length; user++) {
      users[user] = plain.user(user);
      assertThat((double) run.factors().userBiases()[user])
          .isCloseTo(plain.userBiases[user], within(1e-5));
    }
    assertClose(run.factors().users(), users);
    for (int item = 0; item < plain.q.length; item++) {
      assertThat((double) run.factors().itemBiases()[item])
          .isCloseTo(plain.itemBiases[item], within(1e-5));
    }
  }

  private static void assertClose(FloatMatrix actual, double[][] expected) {
    assertThat(NaiveReference.normwiseError(NaiveFactors.doubles(actual), expected))
        .isLessThan(1e-5);
  }

  /**
   * At a small rate an epoch moves along the gradient, whose elements are differences of values.
   */
  @Test
  void anEpochMovesAgainstTheGradientOfTheObjective() {
    Interactions data = data();
    double rate = 1e-8;
    try (Parallel parallel = new Parallel(1)) {
      Run run = CONFIG.solver().start(data, parallel);
      NaiveSvdpp from = new NaiveSvdpp(data, run.factors(), CONFIG);
      for (int epoch = 0; epoch < 2; epoch++) {
        for (int user = 0; user < from.p.length; user++) {
          from.visits(user, false, RATE);
        }
      }
      NaiveSvdpp to = from.copy();
      for (int user = 0; user < to.p.length; user++) {
        to.visits(user, false, rate);
      }
      for (int row : new int[] {0, 7, 39}) {
        assertMoved(from, from.p[row], to.p[row], rate);
        assertMoved(from, from.q[row], to.q[row], rate);
        assertMoved(from, from.y[row], to.y[row], rate);
      }
      assertMoved(from, from.userBiases, to.userBiases, rate);
      assertMoved(from, from.itemBiases, to.itemBiases, rate);
    }
  }

  /** The parameters are those of the state itself: they are moved there and back. */
  private static void assertMoved(NaiveSvdpp state, double[] from, double[] to, double rate) {
    double step = 1e-5;
    for (int f = 0; f < from.length; f++) {
      double value = from[f];
      from[f] = value + step;
      double above = state.objective();
      from[f] = value - step;
      double below = state.objective();
      from[f] = value;
      double gradient = (above - below) / (2 * step);
      assertThat((to[f] - value) / rate)
          .isCloseTo(-gradient, within(1e-4 * Math.max(1, Math.abs(gradient))));
    }
  }

  /** Users with all items in common are not worked on at once: their moves would overshoot. */
  @Test
  void usersWithTheSameItemsDoNotMakeItDiverge() {
    InteractionsBuilder builder = Interactions.builder();
    RandomStream random = RandomStream.of(3, "users with the same items");
    for (int user = 0; user < 100; user++) {
      for (int item = 0; item < 200; item++) {
        builder.add("u" + user, "i" + item, 1 + (user * (item % 7) + random.nextInt(2)) % 5);
      }
    }
    try (Parallel parallel = new Parallel(2)) {
      Run run = SvdppConfig.defaults().solver().start(builder.build(), parallel);
      double first = run.objective().value();
      for (int epoch = 0; epoch < 5; epoch++) {
        run.advance();
      }
      assertThat(run.objective().value()).isLessThan(first);
    }
  }

  @Test
  void givenFactorsAreThoseOfUsersAlone() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(2)) {
      Factors given = CONFIG.solver().start(data, parallel).factors();
      Run run = CONFIG.solver().resume(data, RunState.startingFrom(given), parallel);
      assertThat(run.factors().users().toArrays()).isEqualTo(given.users().toArrays());
      run.advance();
      assertThat(memory(run, "implicit item factors").row(3)).doesNotContain(0f);
    }
  }

  @Test
  void aStateWithMemoryOfAnotherShapeIsRefused() {
    Interactions data = data();
    try (Parallel parallel = new Parallel(1)) {
      RunState state = CONFIG.solver().start(data, parallel).state();
      SortedMap<String, FloatMatrix> memory = new TreeMap<>(state.memory());
      memory.put("implicit item factors", FloatMatrix.zeros(3, 7));
      RunState wrong = new RunState(1, state.factors(), memory);
      assertThatThrownBy(() -> CONFIG.solver().resume(data, wrong, parallel))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("implicit item factors are FloatMatrix[3 x 7]");
    }
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    assertThatThrownBy(() -> CONFIG.withImplicitRegularization(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("implicit regularization")
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> CONFIG.withBatchUsers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch users must be at least 1");
    assertThatThrownBy(() -> CONFIG.withFactors(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CONFIG.withLearningRate(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CONFIG.withInitialScale(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Somebody new is the ridge regression of their ratings on the items, as for other models. */
  @Test
  void somebodyNewIsFoldedInByTheWeightsOfTheRecord() {
    FactorModel model;
    try (Parallel parallel = new Parallel(2)) {
      model = Trainer.of(CONFIG.solver(), TrainingPlan.fixed(5), parallel).train(data()).model();
    }
    int[] items = {2, 11, 30};
    float[] values = {5, 1, 4};
    FoldedUser folded = FoldIn.of(model).fold(items, values);
    float[] w = folded.factors().row(0);
    double biasGradient = CONFIG.regularization().ofBias(3) * folded.bias();
    double[] gradient = new double[w.length];
    for (int f = 0; f < w.length; f++) {
      gradient[f] = CONFIG.regularization().ofRow(3) * w[f];
    }
    for (int k = 0; k < items.length; k++) {
      double error = values[k] - folded.beside(model).score(0, items[k]);
      biasGradient -= error;
      for (int f = 0; f < w.length; f++) {
        gradient[f] -= error * model.factors().items().get(items[k], f);
      }
    }
    assertThat(biasGradient).isCloseTo(0, within(1e-5));
    for (double element : gradient) {
      assertThat(element).isCloseTo(0, within(1e-5));
    }
  }
}
