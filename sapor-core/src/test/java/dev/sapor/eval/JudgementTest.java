package dev.sapor.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sapor.data.Catalog;
import dev.sapor.data.Interactions;
import dev.sapor.data.InteractionsBuilder;
import dev.sapor.linalg.CsrMatrix;
import dev.sapor.linalg.Parallel;
import dev.sapor.linalg.RandomStream;
import dev.sapor.linalg.testing.Seeds;
import dev.sapor.model.FactorModel;
import dev.sapor.model.Goal;
import dev.sapor.recommend.PopularityScorer;
import dev.sapor.testing.RandomModels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slices, comparisons, sampled candidates and the fallback for unknown users. */
class JudgementTest {

  private static final EvaluationProtocol PROTOCOL =
      EvaluationProtocol.parse("rmse,ndcg@5,auc,coverage@5");

  private final long seed = Seeds.printed("JudgementTest", 21);
  private final Parallel parallel = new Parallel(2);
  private final Evaluator evaluator = new Evaluator(PROTOCOL, parallel);
  private final Interactions train = RandomModels.ratings(60, 40, 0.3, seed);
  private final FactorModel model = model(Goal.PREDICT, seed);
  private final Interactions test = pairs(500, "u", "i");

  @AfterEach
  void endThreads() {
    parallel.close();
  }

  private FactorModel model(Goal goal, long modelSeed) {
    return RandomModels.model(goal, train, RandomModels.factors(train, 4, modelSeed));
  }

  /** Ratings of which some are by users, or of items, that the training data do not hold. */
  private Interactions pairs(int count, String userPrefix, String itemPrefix) {
    RandomStream random = RandomStream.of(seed, "pairs " + userPrefix);
    InteractionsBuilder builder = Interactions.builder();
    for (int k = 0; k < count; k++) {
      String user = (random.nextInt(9) == 0 ? "new" : userPrefix) + (1000 + random.nextInt(60));
      String item = itemPrefix + (1000 + random.nextInt(45));
      builder.add(user, item, 1 + random.nextInt(5), random.nextInt(90));
    }
    return builder.build();
  }

  @Test
  void slicesOfUsersAddUpToTheWhole() {
    Judgement judgement = evaluator.judge(model, test);
    Evaluation whole = judgement.evaluation();
    double squares = 0;
    long ratings = 0;
    double gain = 0;
    int users = 0;
    for (Slice slice : Slices.byActivity(train, test)) {
      Evaluation part = judgement.evaluation(slice);
      long count = part.ratings().orElseThrow().count();
      squares += Math.pow(part.figure("rmse").orElseThrow(), 2) * count;
      ratings += count;
      int judged = part.ranking().map(RankingEvaluation::users).orElse(0);
      gain += judged == 0 ? 0 : part.figure("ndcg@5").orElseThrow() * judged;
      users += judged;
    }
    assertThat(ratings).isEqualTo(test.size());
    assertThat(users).isEqualTo(whole.ranking().orElseThrow().users());
    assertThat(Math.sqrt(squares / ratings))
        .isCloseTo(whole.figure("rmse").orElseThrow(), within(1e-12));
    assertThat(gain / users).isCloseTo(whole.figure("ndcg@5").orElseThrow(), within(1e-12));
  }

  @Test
  void slicesOfItemsPartTheRatingsAndKeepAllCandidates() {
    Judgement judgement = evaluator.judge(model, test);
    List<Slice> slices = Slices.byPopularity(train, test);
    assertThat(slices).extracting(Slice::label).contains("popular third", "new items");
    long ratings =
        slices.stream()
            .mapToLong(slice -> judgement.evaluation(slice).ratings().orElseThrow().count())
            .sum();
    assertThat(ratings).isEqualTo(test.size());
    Slice all = Slice.ofItems("all", "all", column -> true);
    Evaluation sliced = judgement.evaluation(all);
    assertThat(sliced.figure("ndcg@5")).isEqualTo(judgement.evaluation().figure("ndcg@5"));
    assertThat(sliced.figure("auc")).isEqualTo(judgement.evaluation().figure("auc"));
  }

  @Test
  void columnsCutIntoTheirValues() {
    var items = Catalog.builder(test.items(), List.of("genres"));
    for (int item = 0; item < test.items().size(); item++) {
      String genres = item % 3 == 0 ? "Comedy|Drama" : item % 3 == 1 ? "Drama" : " || ";
      items.put(test.items().id(item), List.of(genres));
    }
    List<Slice> slices = Slices.byItemColumn(items.build(), "genres", test);
    assertThat(slices).extracting(Slice::label).containsExactly("(none)", "Comedy", "Drama");
    Judgement judgement = evaluator.judge(model, test);
    CsrMatrix matrix = test.byUser();
    long comedies = 0;
    for (long at = 0; at < test.size(); at++) {
      comedies += matrix.column(at) % 3 == 0 ? 1 : 0;
    }
    assertThat(judgement.evaluation(slices.get(1)).ratings().orElseThrow().count())
        .isEqualTo(comedies);
    assertThatThrownBy(() -> Slices.byItemColumn(items.build(), "genre", test))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no column 'genre'; there are genres");
  }

  @Test
  void manyValuesAreMergedIntoOthers() {
    var users = Catalog.builder(test.users(), List.of("town"));
    for (int user = 0; user < test.users().size(); user++) {
      users.put(test.users().id(user), List.of("town " + user));
    }
    List<Slice> slices = Slices.byUserColumn(users.build(), "town", test);
    assertThat(slices).hasSize(20).extracting(Slice::label).contains("(other)");
    Judgement judgement = evaluator.judge(model, test);
    long ratings =
        slices.stream()
            .mapToLong(slice -> judgement.evaluation(slice).ratings().orElseThrow().count())
            .sum();
    assertThat(ratings).isEqualTo(test.size());
  }

  @Test
  void aModelIsNoBetterThanItself() {
    Judgement judgement = evaluator.judge(model, test);
    for (Comparison comparison : evaluator.compare(judgement, judgement)) {
      assertThat(comparison.difference()).isZero();
      assertThat(comparison.interval()).contains(new Interval(0, 0));
      assertThat(comparison.chance()).isEqualTo(1);
      assertThat(comparison.secondIsBetter() || comparison.firstIsBetter()).isFalse();
    }
  }

  @Test
  void aComparisonIsTheDifferenceOfTheFigures() {
    Judgement first = evaluator.judge(model, test);
    Judgement second = evaluator.judge(model(Goal.PREDICT, seed + 1), test);
    List<Comparison> comparisons = evaluator.compare(first, second);
    assertThat(comparisons).extracting(Comparison::key).containsExactly("rmse", "ndcg@5", "auc");
    for (Comparison comparison : comparisons) {
      double a = first.evaluation().figure(comparison.key()).orElseThrow();
      double b = second.evaluation().figure(comparison.key()).orElseThrow();
      assertThat(comparison.first()).isCloseTo(a, within(1e-12));
      assertThat(comparison.second()).isCloseTo(b, within(1e-12));
      assertThat(comparison.interval().orElseThrow().contains(b - a)).isTrue();
      assertThat(comparison.chance()).isBetween(1 / 1001.0, 1.0);
    }
    Interactions others = pairs(50, "v", "i");
    assertThatThrownBy(() -> evaluator.compare(first, evaluator.judge(model, others)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theChanceOfLikeModelsIsEven() {
    int significant = 0;
    int trials = 200;
    for (int trial = 0; trial < trials; trial++) {
      RandomStream random = RandomStream.of(seed, "alike", trial);
      double[][] values = new double[2][40];
      for (double[] ofModel : values) {
        Arrays.setAll(ofModel, user -> random.nextGaussian());
      }
      significant += PairedTestOfMeans.chance(values[0], values[1], parallel) < 0.1 ? 1 : 0;
    }
    // 20 are expected; 4 standard deviations are 17.
    assertThat(significant).isBetween(3, 37);
  }

  @Test
  void windowsTogetherCountEveryInteractionOnce() {
    List<TimeWindows.Window> windows = TimeWindows.of(test, 4);
    assertThat(windows).hasSize(4);
    long before = 0;
    long last = Long.MIN_VALUE;
    for (TimeWindows.Window window : windows) {
      assertThat(window.earlier().size()).isEqualTo(before);
      assertThat(window.from()).isGreaterThan(last);
      last = window.to();
      before += window.test().size();
    }
    assertThat(before).isEqualTo(test.size());
    List<Judgement> judged =
        windows.stream().map(w -> evaluator.judgeAfter(model, w.earlier(), w.test())).toList();
    Comparison rmse = evaluator.compare(judged, judged).getFirst();
    assertThat(rmse.first())
        .isCloseTo(evaluator.evaluate(model, test).figure("rmse").orElseThrow(), within(1e-12));
  }

  @Test
  void laterWindowsMaskWhatEarlierOnesHold() {
    // The user's best item is in the first window: in the second it is no candidate any more.
    String user = "u1005";
    Interactions first = Interactions.builder().add(user, "i1010", 3, 1).build();
    Judgement free = evaluator.judgeAfter(model, none(), first);
    Judgement masked = evaluator.judgeAfter(model, first, first);
    boolean inHistory = train.byUser().find(5, 10) >= 0;
    assertThat(free.evaluation().figure("auc").orElseThrow() > 0).isEqualTo(!inHistory);
    assertThat(masked.evaluation().figure("auc").orElseThrow()).isZero();
  }

  private static Interactions none() {
    return Interactions.builder().build();
  }

  @Test
  void unknownUsersAreJudgedByPopularityWhereAsked() {
    Evaluator fallback = new Evaluator(PROTOCOL.withPopularFallback(true), parallel);
    RankingEvaluation without = evaluator.evaluate(model, test).ranking().orElseThrow();
    RankingEvaluation with = fallback.evaluate(model, test).ranking().orElseThrow();
    assertThat(without.fallbackUsers()).isZero();
    assertThat(with.fallbackUsers()).isEqualTo(without.unknownUsers()).isPositive();
    assertThat(with.unknownUsers()).isZero();
    assertThat(with.users()).isEqualTo(without.users() + without.unknownUsers());
    assertThat(with.usersWithoutTest()).isEqualTo(without.usersWithoutTest());
    // By popularity alone the fallback changes no known user, and unknown ones get what all get.
    Interactions strangers = pairs(100, "v", "i");
    double merit =
        fallback
            .ranking(PopularityScorer.of(train.byUser()), train, strangers)
            .orElseThrow()
            .figure("ndcg@5")
            .orElseThrow();
    assertThat(merit).isEqualTo(fallback.evaluate(model, strangers).figure("ndcg@5").orElseThrow());
  }

  @Test
  void givenNegativesAreTheOnlyOthers() {
    // One relevant item against two: at rank 1, 2 or 3 by the scores of the three.
    var lists = Interactions.builder().click("u1004", "i1001").click("u1004", "i1002");
    Interactions one = Interactions.builder().add("u1004", "i1000", 4).build();
    Evaluator sampled =
        new Evaluator(PROTOCOL.withNegatives(SampledNegatives.given(lists.build())), parallel);
    int above = 0;
    for (int item : new int[] {1, 2}) {
      above += model.factors().score(4, item) > model.factors().score(4, 0) ? 1 : 0;
    }
    Evaluation evaluation = sampled.evaluate(model, one);
    assertThat(evaluation.figure("auc").orElseThrow()).isEqualTo(1 - above / 2.0);
    assertThat(evaluation.figure("ndcg@5").orElseThrow())
        .isCloseTo(Math.log(2) / Math.log(above + 2), within(1e-15));
  }

  @Test
  void drawnNegativesAreTheSameForEveryModelAndThreadCount() {
    var protocol = PROTOCOL.withNegatives(SampledNegatives.drawn(5, 3));
    Evaluation two = new Evaluator(protocol, parallel).evaluate(model, test);
    try (Parallel alone = new Parallel(1)) {
      assertThat(new Evaluator(protocol, alone).evaluate(model, test)).isEqualTo(two);
    }
    // More negatives than items: the figures over all items.
    var everything = PROTOCOL.withNegatives(SampledNegatives.drawn(1000, 3));
    assertThat(new Evaluator(everything, parallel).evaluate(model, test).ranking())
        .isEqualTo(evaluator.evaluate(model, test).ranking());
  }

  @Test
  void popularityCoversFewItemsAndAnEvenRankingMany() {
    double popular =
        evaluator
            .ranking(PopularityScorer.of(train.byUser()), train, test)
            .orElseThrow()
            .figure("coverage@5")
            .orElseThrow();
    double random = evaluator.evaluate(model, test).figure("coverage@5").orElseThrow();
    assertThat(popular).isPositive().isLessThan(random);
    assertThat(random).isLessThanOrEqualTo(1);
  }
}
