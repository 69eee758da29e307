package dev.sapor.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sapor.data.Interactions;
import dev.sapor.eval.Comparison;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.objective.Regularization;
import dev.sapor.solver.LearningRateSchedule;
import dev.sapor.solver.Solver;
import dev.sapor.solver.als.AlsConfig;
import dev.sapor.solver.sgd.SgdConfig;
import dev.sapor.split.KFold;
import dev.sapor.split.RandomHoldout;
import dev.sapor.testing.SyntheticInteractions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TunerTest {

  private static final long SEED = Seeds.printed("TunerTest", 8);
  private static final Interactions DATA =
      new SyntheticInteractions(120, 60, 3, 20, SEED).ratings();
  private static final TuningPlan PLAN = new TuningPlan(9, 12, Optional.empty(), SEED);
  private static final SearchSpace SPACE = SearchSpace.parse("regularization=0.001..10:log");
  private static final FoldRule HOLDOUT =
      (data, seed) -> List.of(new RandomHoldout(0.2, seed).split(data));

  /** Least squares whose defaults are given. */
  private static Function<Map<String, String>, Solver> als(String regularization) {
    return parameters -> {
      double lambda = Double.parseDouble(parameters.getOrDefault("regularization", regularization));
      return AlsConfig.defaults()
          .withFactors(4)
          .withRegularization(new Regularization(lambda, 0.75, 0, 0, 1))
          .solver();
    };
  }

  /** Remembers what was trained. */
  private static final class Recorder implements TrialListener {
    private final Map<String, TrialResult> before = new HashMap<>();
    private final List<TrialResult> trained = new ArrayList<>();

    @Override
    public Optional<TrialResult> known(Trial trial, int epochs) {
      return Optional.ofNullable(before.get(trial + " " + epochs));
    }

    @Override
    public void finished(TrialResult result, boolean known) {
      if (!known) {
        trained.add(result);
      }
    }

    void remember(List<TrialResult> results) {
      results.forEach(r -> before.put(r.trial() + " " + r.epochs(), r));
    }
  }

  private static TuningResult search(
      Function<Map<String, String>, Solver> solvers,
      FoldRule rule,
      TuningPlan plan,
      SortedMap<String, String> given,
      TrialListener listener,
      int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      FoldTrials folds =
          new FoldTrials(
              DATA, rule, part -> part, solvers, TuningMetric.of("rmse"), plan.seed(), parallel);
      return Tuner.search(folds, SPACE, plan, given, listener);
    }
  }

  private static TuningResult search(String defaults, TrialListener listener) {
    return search(als(defaults), HOLDOUT, PLAN, new TreeMap<>(), listener, 2);
  }

  @Test
  void poorDefaultsAreBeatenBeyondNoise() {
    TuningResult result = search("0.0001", TrialListener.NONE);
    assertThat(result.winner()).isEqualTo(result.best());
    assertThat(result.winner().number()).isPositive();
    Comparison confirmed = result.confirmation().orElseThrow();
    assertThat(confirmed.second()).isLessThan(confirmed.first());
    assertThat(confirmed.secondIsBetter()).isTrue();
  }

  @Test
  void aThirdGoesOnWithThreeTimesTheEpochs() {
    Recorder recorder = new Recorder();
    TuningResult result = search("0.1", recorder);
    List<TrialResult> few = recorder.trained.stream().filter(r -> r.epochs() == 4).toList();
    List<Integer> whole =
        recorder.trained.stream()
            .filter(r -> r.epochs() == 12)
            .map(r -> r.trial().number())
            .toList();
    assertThat(few)
        .extracting(r -> r.trial().number())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 9).boxed().toList());
    assertThat(whole.getFirst()).isZero();
    List<Integer> bestOfFew =
        few.stream()
            .sorted((a, b) -> Double.compare(a.figure().orElse(9), b.figure().orElse(9)))
            .limit(3)
            .map(r -> r.trial().number())
            .toList();
    assertThat(whole.subList(1, whole.size())).containsExactlyElementsOf(bestOfFew);
    assertThat(result.results()).hasSize(13);
    assertThat(result.results().getFirst().trial()).isEqualTo(result.best());
  }

  @Test
  void threadsChangeNothing() {
    Recorder one = new Recorder();
    Recorder two = new Recorder();
    TuningResult first = search(als("0.1"), HOLDOUT, PLAN, new TreeMap<>(), one, 1);
    TuningResult second = search(als("0.1"), HOLDOUT, PLAN, new TreeMap<>(), two, 2);
    assertThat(second.winner()).isEqualTo(first.winner());
    assertThat(second.confirmation()).isEqualTo(first.confirmation());
    assertThat(two.trained.stream().map(TrialResult::figures))
        .isEqualTo(one.trained.stream().map(TrialResult::figures).toList());
  }

  @Test
  void knownTrialsAreNotTrainedAgainAndTheEndIsTheSame() {
    Recorder whole = new Recorder();
    TuningResult expected = search("0.1", whole);
    Recorder rest = new Recorder();
    rest.remember(whole.trained.subList(0, 7));
    TuningResult result = search("0.1", rest);
    assertThat(rest.trained).hasSize(whole.trained.size() - 7);
    assertThat(result.winner()).isEqualTo(expected.winner());
    assertThat(result.confirmation()).isEqualTo(expected.confirmation());
  }

  @Test
  void givenParametersAreTheFirstTrialAndGetTheWholeBudget() {
    Recorder recorder = new Recorder();
    SortedMap<String, String> given = new TreeMap<>(Map.of("regularization", "0.05"));
    search(als("0.1"), HOLDOUT, PLAN, given, recorder, 2);
    assertThat(recorder.trained.get(1).trial()).isEqualTo(new Trial(1, given));
    assertThat(recorder.trained.get(1).epochs()).isEqualTo(12);
    assertThat(recorder.trained.get(2).trial().parameters()).isEqualTo(SPACE.draw(SEED, 2));
  }

  @Test
  void figuresAreThoseOfTheFoldsOneByOne() {
    FoldRule three =
        (data, seed) ->
            IntStream.range(0, 3).mapToObj(fold -> new KFold(3, seed).split(data, fold)).toList();
    Recorder recorder = new Recorder();
    search(als("0.1"), three, PLAN, new TreeMap<>(), recorder, 2);
    assertThat(recorder.trained).allSatisfy(r -> assertThat(r.figures()).hasSize(3));
    TrialResult any = recorder.trained.getFirst();
    assertThat(any.figure().orElseThrow())
        .isEqualTo(any.figures().stream().mapToDouble(figure -> figure).average().orElseThrow());
  }

  /** Descent that diverges at rates near 1 and above. */
  private static Function<Map<String, String>, Solver> sgd(String rate) {
    return parameters ->
        SgdConfig.defaults()
            .withFactors(4)
            .withSchedule(LearningRateSchedule.CONSTANT)
            .withLearningRate(
                parameters.isEmpty()
                    ? Double.parseDouble(rate)
                    : 100 * Double.parseDouble(parameters.getOrDefault("regularization", "1")))
            .solver();
  }

  @Test
  void divergenceIsAResultAndNoEnd() {
    TuningResult result =
        search(sgd("0.02"), HOLDOUT, PLAN, new TreeMap<>(), TrialListener.NONE, 2);
    assertThat(result.winner().number()).isZero();
    assertThat(result.results().stream().filter(TrialResult::diverged)).isNotEmpty();
    assertThat(result.results().getLast().diverged()).isTrue();
    assertThat(result.results().getLast().figure()).isEmpty();
  }

  @Test
  void divergenceEverywhereIsAnError() {
    assertThatThrownBy(() ->
            search(
                parameters -> sgd("1000").apply(Map.of()),
                HOLDOUT,
                PLAN,
                new TreeMap<>(),
                TrialListener.NONE,
                2))
        .isInstanceOf(NoUsableTrialException.class)
        .hasMessageContaining("all 10 trials");
  }

  @Test
  void aShortTimeStillEndsWithAResult() {
    TuningPlan hasty = new TuningPlan(1_000, 12, Optional.of(Duration.ofNanos(1)), SEED);
    Recorder recorder = new Recorder();
    TuningResult result = search(als("0.1"), HOLDOUT, hasty, new TreeMap<>(), recorder, 2);
    assertThat(recorder.trained.stream().map(TrialResult::epochs)).containsExactly(12, 4, 12);
    assertThat(result.results()).hasSize(3);
  }

  @Test
  void metricsHaveADirection() {
    assertThat(TuningMetric.of("rmse").higherIsBetter()).isFalse();
    assertThat(TuningMetric.of("ndcg@10").higherIsBetter()).isTrue();
    assertThat(TuningMetric.of("r2").ofRatings()).isTrue();
    for (String name : List.of("coverage@10", "rmse,mae", "magic", "")) {
      assertThatIllegalArgumentException().isThrownBy(() -> TuningMetric.of(name));
    }
  }

  @Test
  void plansAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TuningPlan(0, 12, Optional.empty(), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TuningPlan(1, 0, Optional.empty(), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TuningPlan(1, 1, Optional.of(Duration.ZERO), 1));
  }
}
