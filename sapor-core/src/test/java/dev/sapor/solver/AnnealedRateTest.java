package dev.sapor.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Interactions;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.model.Factors;
import dev.sapor.solver.LearningRateSchedule.Kind;
import dev.sapor.solver.gradient.GradientDescentConfig;
import dev.sapor.solver.ranking.BprConfig;
import dev.sapor.solver.ranking.SoftmaxConfig;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.solver.svdpp.SvdppConfig;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rate that falls over the planned epochs, in all solvers that have a rate. */
final class AnnealedRateTest {

  private static final double SHARE = 0.01;

  private static final Map<String, Function<LearningRateSchedule, Solver>> SOLVERS =
      new TreeMap<>(
          Map.of(
              "sgd",
              schedule -> SgdConfig.defaults().withSchedule(schedule).withFactors(4).solver(),
              "gradient-descent",
              schedule ->
                  GradientDescentConfig.defaults().withSchedule(schedule).withFactors(4).solver(),
              "svdpp",
              schedule -> SvdppConfig.defaults().withSchedule(schedule).withFactors(4).solver(),
              "bpr",
              schedule -> BprConfig.defaults().withSchedule(schedule).withFactors(4).solver(),
              "softmax",
              schedule -> SoftmaxConfig.defaults().withSchedule(schedule).withFactors(4).solver()));

  private final Interactions data = data();

  private static Interactions data() {
    RandomStream random = RandomStream.of(3, "annealed");
    var builder = Interactions.builder();
    for (int user = 0; user < 40; user++) {
      for (int item = user % 3; item < 30; item += 3) {
        builder.add("u" + user, "i" + item, (float) (3 + random.nextGaussian()));
      }
    }
    return builder.build();
  }

  static Set<String> names() {
    return SOLVERS.keySet();
  }

  private static Solver annealed(String name, int epochs) {
    return Objects.requireNonNull(SOLVERS.get(name))
        .apply(LearningRateSchedule.annealed(SHARE, epochs));
  }

  private Factors steps(Solver solver, int epochs, Parallel parallel) {
    Run run = solver.start(data, parallel);
    for (int epoch = 0; epoch < epochs; epoch++) {
      run.advance();
    }
    return run.result();
  }

  private static boolean same(Factors one, Factors other) {
    return one.users().segment().mismatch(other.users().segment()) < 0
        && one.items().segment().mismatch(other.items().segment()) < 0;
  }

  @ParameterizedTest
  @MethodSource("names")
  void theRateFallsOverTheEpochsOfThePlan(String name) {
    Solver solver = annealed(name, 1);
    try (Parallel parallel = new Parallel(2)) {
      Factors trained = Trainer.of(solver, TrainingPlan.fixed(4), parallel).train(data).factors();
      assertThat(same(trained, steps(annealed(name, 4), 4, parallel))).isTrue();
      assertThat(same(trained, steps(annealed(name, 8), 4, parallel))).isFalse();
    }
  }

  /** Else the best epoch of the validation would be one of another training. */
  @ParameterizedTest
  @MethodSource("names")
  void theRefitOfEarlyStoppingHasTheRatesOfTheValidation(String name) {
    Solver solver = annealed(name, 1);
    TrainingPlan plan = new TrainingPlan(12, 0.3, 1, false);
    try (Parallel parallel = new Parallel(2)) {
      TrainingResult result = Trainer.of(solver, plan, parallel).train(data);
      int best = result.record().epochs().size();
      assertThat(same(result.factors(), steps(annealed(name, 12), best, parallel))).isTrue();
    }
  }

  @Test
  void ratesAreThoseOfTheFormula() {
    LearningRateSchedule schedule = LearningRateSchedule.of(Kind.ANNEALED, SHARE).over(8);
    assertThat(schedule.rate(0.5, 0)).isEqualTo(0.5);
    assertThat(schedule.rate(0.5, 4)).isCloseTo(0.05, within(1e-12));
    assertThat(schedule.rate(0.5, 8)).isCloseTo(0.005, within(1e-12));
    assertThat(LearningRateSchedule.geometric(0.5).over(8).rate(1, 2)).isEqualTo(0.25);
  }

  @Test
  void onlyAnAnnealedRateIsSpread() {
    assertThatThrownBy(() -> LearningRateSchedule.annealed(SHARE, 0))
        .hasMessageContaining("a schedule over 0 epochs is not annealed");
    assertThatThrownBy(() -> new LearningRateSchedule(Kind.GEOMETRIC, 0.5, 3))
        .hasMessageContaining("a schedule over 3 epochs is not geometric");
    assertThatThrownBy(() -> LearningRateSchedule.annealed(0, 3)).hasMessageContaining("decay");
  }
}
