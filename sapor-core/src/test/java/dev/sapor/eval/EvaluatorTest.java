package dev.sapor.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.baseline.GlobalMeanBaseline;
import dev.sapor.baseline.UserItemMeanBaseline;
import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Factors;
import dev.sapor.model.Goal;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.PopularityScorer;
import dev.sapor.recommend.Recommender;
import dev.sapor.testing.RandomModels;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Figures against {@link NaiveEvaluation} and by hand. In the training data of {@link RandomModels}
 * user u1001 and item i1006 have an index and no rating.
 */
class EvaluatorTest {

  private final long seed = Seeds.printed("EvaluatorTest", 9);
  private final Parallel parallel = new Parallel(2);
  private final Evaluator evaluator = new Evaluator(EvaluationProtocol.defaults(), parallel);
  private final Interactions train = RandomModels.ratings(90, 40, 0.2, seed);
  private final FactorModel model =
      RandomModels.model(Goal.PREDICT, train, RandomModels.factors(train, 5, seed));
  private final Interactions test = testData();

  @AfterEach
  void endThreads() {
    parallel.close();
  }

  /** Ids that the model knows, some that it does not, and an order of its own. */
  private Interactions testData() {
    RandomStream random = RandomStream.of(seed, "test pairs");
    InteractionsBuilder builder = Interactions.builder();
    for (int k = 0; k < 600; k++) {
      String user = (random.nextInt(20) == 0 ? "a" : "u") + (1000 + random.nextInt(80));
      String item = (random.nextInt(20) == 0 ? "a" : "i") + (1000 + random.nextInt(40));
      builder.add(user, item, 1 + random.nextInt(5));
    }
    return builder.add("u1001", "i1003", 4).add("u1000", "i1006", 2).build();
  }

  @Test
  void figuresAreThoseOfPlainLoops() {
    Evaluation evaluation = evaluator.evaluate(model, test);
    NaiveEvaluation naive = new NaiveEvaluation(model, train, test);

    assertThat(value(evaluation, "rmse")).isCloseTo(naive.rmse(), within(1e-12));
    assertThat(value(evaluation, "mae")).isCloseTo(naive.mae(), within(1e-12));
    assertThat(value(evaluation, "ndcg@10")).isCloseTo(naive.ndcg(10), within(1e-12));
    assertThat(value(evaluation, "recall@10")).isCloseTo(naive.recall(10), within(1e-12));
    assertThat(evaluation.counts()).isEqualTo(naive.counts());
    RankingEvaluation ranking = evaluation.ranking().orElseThrow();
    assertThat(ranking.users()).isEqualTo(naive.rankedUsers());
    assertThat(ranking.unknownUsers()).isEqualTo(evaluation.counts().coldUsers());
    assertThat(ranking.usersWithoutTest()).isEqualTo(89 - naive.rankedUsers());
  }

  @Test
  void figuresHaveTheSameBitsAtAnyNumberOfThreads() {
    Evaluation two = evaluator.evaluate(model, test);
    var baselines = baselines(evaluator, test);
    for (int threads : new int[] {1, 3, 7}) {
      try (Parallel others = new Parallel(threads)) {
        Evaluator other = new Evaluator(EvaluationProtocol.defaults(), others);
        assertThat(other.evaluate(model, test)).isEqualTo(two);
        assertThat(baselines(other, test)).isEqualTo(baselines);
      }
    }
  }

  @Test
  void coldPairsByHand() {
    Interactions known = Interactions.builder().add("u", "i", 1).add("v", "j", 5).build();
    Factors factors = Factors.zeros(2, 2, 1);
    Factors biased =
        new Factors(
            factors.users(), factors.items(), 3, new float[] {1, -1}, new float[] {0.5f, 0});
    FactorModel small = RandomModels.model(Goal.PREDICT, known, biased);
    // Predicted 4 + 0 (u, j), 3.5 (new, i), 2 (v, new), 3 (new, new): errors 0, .5, -1, 2.
    Interactions pairs =
        Interactions.builder()
            .add("u", "j", 4)
            .add("new", "i", 3)
            .add("v", "new", 3)
            .add("new", "new", 1)
            .build();
    Evaluation evaluation = evaluator.evaluate(small, pairs);

    assertThat(value(evaluation, "rmse")).isCloseTo(Math.sqrt(5.25 / 4), within(1e-15));
    assertThat(value(evaluation, "mae")).isCloseTo(3.5 / 4, within(1e-15));
    assertThat(evaluation.counts()).isEqualTo(new TestCounts(4, 3, 3, 1, 1, 3));
    // u is given j and hits; v is given i and misses the item that nobody knows.
    assertThat(value(evaluation, "ndcg@10")).isEqualTo(0.5);
    assertThat(value(evaluation, "recall@10")).isEqualTo(0.5);
    assertThat(evaluation.ranking().orElseThrow())
        .extracting(RankingEvaluation::users, RankingEvaluation::unknownUsers)
        .containsExactly(2, 1);
  }

  @Test
  void aPerfectRankingScoresOne() {
    InteractionsBuilder best = Interactions.builder();
    var recommender = Recommender.of(model);
    for (int user : new int[] {0, 3, 50}) {
      for (var item : recommender.recommend(user, 4, ItemFilter.unseen())) {
        best.add(model.users().id(user), model.items().id(item.itemIndex()), 1);
      }
    }
    Evaluation evaluation = evaluator.evaluate(model, best.build());

    assertThat(value(evaluation, "ndcg@10")).isEqualTo(1);
    assertThat(value(evaluation, "recall@10")).isEqualTo(1);
  }

  @Test
  void predictionsAreClipped() {
    Factors high = RandomModels.factors(train, 2, seed);
    high.userBiases()[0] = 1000;
    FactorModel loud = RandomModels.model(Goal.PREDICT, train, high);
    Interactions one = Interactions.builder().add("u1000", "i1000", 3).build();

    assertThat(value(evaluator.evaluate(loud, one), "rmse")).isEqualTo(2);
  }

  @Test
  void aModelThatRecommendsHasNoRatingFigures() {
    FactorModel ranker = RandomModels.model(Goal.RECOMMEND, train, model.factors());
    Evaluation evaluation = evaluator.evaluate(ranker, test);

    assertThat(evaluation.ratings()).isEmpty();
    assertThat(evaluation.figure("rmse")).isEmpty();
    assertThat(evaluation.ranking()).isEqualTo(evaluator.evaluate(model, test).ranking());
  }

  @Test
  void withoutHistoryListsAreJudgedByGivenTrainingData() {
    Evaluation whole = evaluator.evaluate(model, test);
    FactorModel bare = model.withoutHistory();

    Evaluation unmasked = evaluator.evaluate(bare, test);
    assertThat(unmasked.ratings()).isEqualTo(whole.ratings());
    assertThat(unmasked.ranking()).isEmpty();
    // The same training data with indices of their own.
    Interactions renumbered = train.compacted();
    assertThat(renumbered.items().size()).isLessThan(train.items().size());
    assertThat(evaluator.evaluate(bare, renumbered, test)).isEqualTo(whole);
  }

  @Test
  void clicksHaveNoRatingFigures() {
    Interactions clicks =
        Interactions.builder().click("u1000", "i1001").click("u1003", "i1002").build();
    Evaluation evaluation = evaluator.evaluate(model, clicks);

    assertThat(evaluation.ratings()).isEmpty();
    assertThat(evaluation.ranking()).isPresent();
    assertThat(of(baselines(evaluator, clicks), Baseline.GLOBAL_MEAN).ratings()).isEmpty();
  }

  @Test
  void withoutTestDataThereAreNoFigures() {
    Interactions none = Interactions.builder().build();
    Evaluation evaluation = evaluator.evaluate(model, none);

    assertThat(evaluation.counts()).isEqualTo(new TestCounts(0, 0, 0, 0, 0, 0));
    assertThat(evaluation.ratings()).isEmpty();
    assertThat(evaluation.ranking()).isEmpty();
    assertThat(baselines(evaluator, none).values())
        .allMatch(found -> found.ratings().isEmpty() && found.ranking().isEmpty());
  }

  @Test
  void baselinesAreJudgedByTheSameCode() {
    Map<Baseline, Evaluation> baselines = baselines(evaluator, test);

    assertThat(of(baselines, Baseline.GLOBAL_MEAN).ratings())
        .isEqualTo(evaluator.ratings(GlobalMeanBaseline.of(train), test));
    assertThat(of(baselines, Baseline.USER_ITEM_MEAN).ratings())
        .isEqualTo(evaluator.ratings(UserItemMeanBaseline.of(train), test));
    // Item biases that are the numbers of interactions make a model of popularity.
    Factors popular = Factors.zeros(90, 40, 1);
    for (int item = 0; item < 40; item++) {
      popular.itemBiases()[item] = train.byItem().count(item);
    }
    FactorModel popularity = RandomModels.model(Goal.RECOMMEND, train, popular);
    assertThat(of(baselines, Baseline.POPULARITY).ranking())
        .isEqualTo(evaluator.evaluate(popularity, test).ranking());
    assertThat(of(baselines, Baseline.POPULARITY).ranking())
        .isEqualTo(evaluator.ranking(PopularityScorer.of(train.byUser()), train, test));
  }

  private Map<Baseline, Evaluation> baselines(Evaluator by, Interactions held) {
    Map<Baseline, Evaluation> found = new EnumMap<>(Baseline.class);
    by.baselines(train, held, EnumSet.allOf(Baseline.class))
        .forEach((baseline, judgement) -> found.put(baseline, judgement.evaluation()));
    return found;
  }

  private static Evaluation of(Map<Baseline, Evaluation> baselines, Baseline baseline) {
    return Objects.requireNonNull(baselines.get(baseline));
  }

  @Test
  void theProtocolSaysWhatIsMeasured() {
    EvaluationProtocol protocol =
        new EvaluationProtocol(
            List.of(RatingMetric.MAE), List.of(RankingMetric.recall(3), RankingMetric.ndcg(25)));
    Evaluation evaluation = new Evaluator(protocol, parallel).evaluate(model, test);
    NaiveEvaluation naive = new NaiveEvaluation(model, train, test);

    assertThat(evaluation.ratings().orElseThrow().figures()).containsOnlyKeys("mae");
    assertThat(evaluation.ranking().orElseThrow().figures().keySet())
        .containsExactly("recall@3", "ndcg@25");
    assertThat(value(evaluation, "recall@3")).isCloseTo(naive.recall(3), within(1e-12));
    assertThat(value(evaluation, "ndcg@25")).isCloseTo(naive.ndcg(25), within(1e-12));
    var ratingsOnly = new EvaluationProtocol(List.of(RatingMetric.RMSE), List.of());
    assertThat(new Evaluator(ratingsOnly, parallel).evaluate(model, test).ranking()).isEmpty();
  }

  private static double value(Evaluation evaluation, String key) {
    return evaluation.figure(key).orElseThrow();
  }
}
